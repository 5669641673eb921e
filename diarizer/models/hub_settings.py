"""What huggingface_hub has read from the environment, without its slow parts."""

from __future__ import annotations

from typing import Any

from diarizer.models.failures import failure


def settings() -> Any:
    """Return ``huggingface_hub.constants``: the endpoint, the cache, the file of the token.

    Raises:
        DownloadFailed: the package is missing, or does not load with this environment.

    """
    try:
        from huggingface_hub import constants  # noqa: PLC0415, heavy for an import of the table
    except (ImportError, ValueError) as error:  # the latter: HF_HUB_ETAG_TIMEOUT=10s, for instance
        said = f"{type(error).__name__}: {error}"
        raise failure("huggingface.client-missing", context=said) from None
    return constants
