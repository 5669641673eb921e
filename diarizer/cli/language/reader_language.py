"""In which language the reader is spoken to, from the first word that is typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from diarizer.cli.language.help_translation import introduce
from diarizer.cli.language.usage_errors import in_the_language_of_the_run
from diarizer.messages.language import ENGLISH, UnknownLanguageError
from diarizer.messages.language_choice import OPTION, asked, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.messages.language import Language


class Command(TyperCommand):
    """A command that knows the reader's language before it parses, as the help depends on it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take ``--lang`` out of ``args``, wherever it stands, and parse the rest."""
        rest = introduce(self, ctx, args)
        with in_the_language_of_the_run():
            return super().parse_args(ctx, rest)


def first_word(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the first word that does not ask for a language, and all the others.

    >>> first_word(["--lang", "ru", "convert", "a.rttm"])
    ('convert', ['--lang=ru', 'a.rttm'])
    """
    wanted, rest = asked(arguments)
    language = [] if wanted is None else [f"{OPTION}={wanted}"]
    return (rest[0] if rest else ""), [*language, *rest[1:]]


def early(arguments: Sequence[str]) -> Language:
    """Return the language for what is said before anything is parsed."""
    try:
        return choose(asked(arguments)[0]).shown_in(sys.stderr.encoding)
    except UnknownLanguageError:
        return ENGLISH
