"""The language of the reader: the library's own."""

from diarizer.messages.language import (
    ENGLISH,
    Language,
    UnknownLanguageError,
    known,
    load,
    spoken,
)
from diarizer.messages.language_choice import OPTION, asked, choose

__all__ = [
    "ENGLISH",
    "OPTION",
    "Language",
    "UnknownLanguageError",
    "asked",
    "choose",
    "known",
    "load",
    "spoken",
]
