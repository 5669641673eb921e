"""The redaction through which everything passes that leaves the program: the library's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.redaction import redact

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text

__all__ = ["cleaned", "redact"]


def cleaned(said: Text | str) -> Text | str:
    """`said` without a token or a password, in its own words or in the values of a sentence."""
    return redact(said) if isinstance(said, str) else said.mapped(redact)
