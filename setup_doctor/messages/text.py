"""Sentences that users read, as templates: the library's own."""

from diarizer.messages.text import Text, joined, label, lines, listed, plural, text, unpacked

__all__ = ["Text", "joined", "label", "lines", "listed", "plural", "text", "unpacked"]
