"""The Hugging Face account, which only the gated models need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.models.tokens import find_token
from setup_doctor.findings import note, ok
from setup_doctor.model import check
from setup_doctor.text import text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check()
def token(machine: Machine) -> Finding:  # noqa: ARG001 - the token is looked for where the Hub's client looks
    """A Hugging Face token (only for pyannote).

    Looks at: HF_TOKEN, HUGGING_FACE_HUB_TOKEN, and the file that `hf auth login` writes. The token
    itself is never shown.
    Why: pyannote's models are gated: an account has to accept their terms, and a token proves the
    account. Resemblyzer needs none.
    Usual causes: no account yet; a token in a variable of another name.
    Fix: make a "Read" token on huggingface.co/settings/tokens and set HF_TOKEN.
    """
    found = find_token()
    if found is None:
        return note(
            "huggingface.no-token",
            text("No Hugging Face token. Not needed, unless you want pyannote."),
            [("HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the token file", "nothing there")],
        )
    return ok(text("A Hugging Face token is there (from {source})", source=found.source))
