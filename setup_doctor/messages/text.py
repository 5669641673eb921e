"""Sentences that users read, as templates: the library's own."""

from diarizer.messages.text import Text, label, lines, listed, plural, text, unpacked

__all__ = ["Text", "label", "lines", "listed", "plural", "text", "unpacked"]
