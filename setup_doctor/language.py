"""The language of the reader: what exchanges the English sentence for theirs.

A sentence stays a template with values (:class:`setup_doctor.text.Text`) until a renderer shows
it; here the template is looked up in a gettext catalogue, and the values are put in afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable


def _unchanged(sentence: str) -> str:
    return sentence


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        code: as in HTML's ``lang``: ``en``, ``ru``.
        translate: gives the sentence for an English one; the same where there is none.

    >>> ENGLISH("Packages")
    'Packages'
    """

    code: str = "en"
    translate: Callable[[str], str] = _unchanged

    def __call__(self, sentence: Text | str) -> str:
        """The sentence in this language, with its values."""
        if isinstance(sentence, Text):
            return sentence.translated(self.translate)
        return self.translate(sentence) if sentence else ""  # gettext keeps its header under ""


ENGLISH = Language()
