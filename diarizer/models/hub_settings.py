"""What huggingface_hub has read from the environment, without its slow parts."""

from __future__ import annotations

import os
from typing import Any

from diarizer.models.failures import failure


def settings() -> Any:
    """Return ``huggingface_hub.constants``: the endpoint, the cache, the file of the token.

    Raises:
        DownloadFailed: the package is missing, or does not load with this environment.

    """
    try:
        from huggingface_hub import constants  # noqa: PLC0415, heavy for an import of the table
    except ImportError as error:
        said = f"{type(error).__name__}: {error}"
        raise failure("huggingface.client-missing", context=said) from None
    except ValueError as error:  # HF_HUB_ETAG_TIMEOUT=10s, for instance
        held = [name for name, value in os.environ.items() if _is_blamed(name, value, str(error))]
        said = f"{', '.join(held) or 'HF_HUB_...'}: {error}"
        raise failure("huggingface.setting", context=said) from None
    return constants


def _is_blamed(name: str, value: str, said: str) -> bool:
    return name.startswith(("HF_", "HUGGING")) and bool(value) and repr(value) in said
