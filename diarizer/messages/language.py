"""The language of the reader: what exchanges the English sentence for theirs.

A sentence stays a template with values (:class:`diarizer.messages.text.Text`) until it is shown; here the
template is looked up in a gettext catalogue, and the values are put in afterwards. A language is
one file, ``locale/CODE/LC_MESSAGES/messages.po``, which is compiled when the package is installed.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.messages.text import Text, english, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Plurals

LOCALE = Path(__file__).parents[1] / "locale"
_FILE = "LC_MESSAGES/messages.mo"


def _unchanged(sentence: str) -> str:
    return sentence


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        code: as in HTML's ``lang``: ``en``, ``ru``.
        translate: gives the sentence for an English one; the same where there is none.
        plurals: gives the sentence that goes with a number.
        letters: what an encoding has to know to show this language.

    >>> ENGLISH("Packages")
    'Packages'
    """

    code: str = "en"
    translate: Callable[[str], str] = _unchanged
    plurals: Plurals = english
    letters: str = ""

    def __call__(self, sentence: Text | str) -> str:
        """The sentence in this language, with its values."""
        if isinstance(sentence, Text):
            return sentence.translated(self.translate, self.plurals)
        return self.translate(sentence) if sentence else ""  # gettext keeps its header under ""

    def shown_in(self, *encodings: str | None) -> Language:
        """This language where every one of `encodings` has its letters, else English.

        Code page 866 and 1251 have the Russian ones, 437 and 1252 have not: English that can be
        read is worth more than question marks.
        """
        try:
            for encoding in encodings:
                self.letters.encode(encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return ENGLISH
        return self


ENGLISH = Language()
# Set once, when a program knows what it was asked for; a library call speaks English.
SPOKEN: ContextVar[Language] = ContextVar("SPOKEN", default=ENGLISH)


def spoken(*encodings: str | None) -> Language:
    """The language of this run, where every one of `encodings` has its letters; else English."""
    return SPOKEN.get().shown_in(*encodings)


class UnknownLanguageError(ValueError):
    """Nobody has translated into the language that was asked for."""

    def __init__(self, name: str) -> None:
        """`name` is what was asked for."""
        super().__init__(f"{name!r} is not one of: {', '.join(known())}")


def known(locale: Path = LOCALE) -> list[str]:
    """The codes of the languages that there are, English first."""
    # The source in a checkout, what was compiled from it in an installation.
    files = (*locale.glob("*/LC_MESSAGES/*.po"), *locale.glob("*/LC_MESSAGES/*.mo"))
    return ["en", *sorted({path.parents[1].name for path in files})]


def load(code: str, locale: Path = LOCALE) -> Language:
    """The language `code`; English where its catalogue has not been compiled.

    Args:
        code: ``ru``, or as systems write it: ``ru_RU.UTF-8``, ``ru-RU``.
        locale: the folder of the catalogues.

    Raises:
        UnknownLanguageError: when there is no such language.
    """
    short = shortened(code)
    if short not in known(locale):
        raise UnknownLanguageError(code)
    path = locale / short / _FILE
    if not path.is_file():
        return ENGLISH
    import gettext  # noqa: PLC0415, English needs none

    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    # Not a sentence: every letter of the language, to ask a console whether it can show them.
    letters = catalogue.gettext(label("alphabet"))
    return Language(short, catalogue.gettext, catalogue.ngettext, letters)


def shortened(code: str) -> str:
    """The language alone.

    >>> shortened("ru_RU.UTF-8"), shortened("EN-us"), shortened("C.UTF-8")
    ('ru', 'en', 'c')
    """
    return code.replace("-", "_").partition(".")[0].partition("_")[0].partition("@")[0].lower()
