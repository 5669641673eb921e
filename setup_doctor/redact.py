"""The redaction through which everything passes that leaves the program: the library's own."""

from diarizer.models.redaction import redact

__all__ = ["redact"]
