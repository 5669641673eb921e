"""Sentences that users read, as templates: the library's own."""

from diarizer.text import Text, label, listed, plural, text

__all__ = ["Text", "label", "listed", "plural", "text"]
