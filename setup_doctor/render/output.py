"""The two streams: data on stdout, talk on stderr, and nothing that an old console cannot show."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from diarizer.messages.code_page_substitutes import loses, soften
from setup_doctor.messages.language import spoken
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.render.marks import UNICODE, signs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.messages.text import Text as Sentence

# What the rest of a folded line stands under: words behind a name in a column, or behind a mark.
_LEAD = re.compile(r"\S(?:\S| (?! )){0,40}\s{2,}(?=\S)|\s*(?:(?:\[..\]|->|\d+\.|[^\w\s])\s+)?")
_WORD = re.compile(r"\S+\s*")
_NARROWEST = 40


class Output:
    """stdout and stderr of this run."""

    def __init__(self, *, data_only: bool = False) -> None:
        """With `data_only`, stdout is for one document, and nothing moves on it."""
        self.language = spoken(sys.stdout.encoding, sys.stderr.encoding)
        self._data_only = data_only
        self._told_of_lost_letters = False
        # A character that the console lacks becomes a plainer one, never a traceback.
        soften(sys.stdout, sys.stderr)
        self.out = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
        self.err = Console(file=sys.stderr, highlight=False, emoji=False, markup=False)

    @property
    def screen(self) -> Console:
        """Where something may move: the console that shares the screen with the data, if there is one.

        What moves has to know of every line that is written to the same terminal.
        """
        # Not `is_terminal`, which FORCE_COLOR makes true of a pipe.
        return self.out if sys.stdout.isatty() and not self._data_only else self.err

    @property
    def unicode(self) -> bool:
        """Whether stdout can show the Unicode signs."""
        return shows(sys.stdout, signs(UNICODE))

    @property
    def encoding(self) -> str:
        """In what stdout writes its letters."""
        return sys.stdout.encoding or "ascii"

    def lines(self, lines: Iterable[Text], *, console: Console | None = None) -> None:
        """Write lines, folded with a hanging indent on a terminal and left whole elsewhere."""
        console = console or self.out
        for line in lines:
            self._tell_of_lost_letters(line.plain, console)
            if not console.is_terminal or line.no_wrap:
                console.print(line, soft_wrap=True)
                continue
            for folded in _fold(line, console):
                console.print(folded, soft_wrap=True)

    def say(self, words: Sentence | str = "", style: str = "") -> None:
        """One line of talk, on stderr; a string is taken as it is."""
        said = words if isinstance(words, str) else self.language(words)
        line = Text(redact(said), style=style)
        if isinstance(words, str):  # a command, a line of pip: there to be copied as it is
            self._tell_of_lost_letters(said, self.err)
            self.err.print(line, soft_wrap=True)
        else:
            self.lines([line], console=self.err)

    def _tell_of_lost_letters(self, words: str, console: Console) -> None:
        """Once, before the first line with a question mark in a path that is there to be copied."""
        encoding = getattr(console.file, "encoding", None)
        if self._told_of_lost_letters or not loses(words, encoding):
            return
        self._told_of_lost_letters = True
        hint = text(
            'Letters that {encoding} lacks are shown as "?". To see them, set PYTHONIOENCODING=utf-8 first.',
            encoding=encoding,
        )
        self.err.print(Text(self.language(hint), style="dim"), soft_wrap=True)

    def write(self, data: str) -> None:
        """Data on stdout, exactly as it is."""
        sys.stdout.write(data + "\n")
        sys.stdout.flush()


def shows(stream: TextIO, text: str) -> bool:
    """Whether `stream` can encode `text`."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _fold(line: Text, console: Console) -> Iterable[Text]:
    lead = _LEAD.match(line.plain)
    indent = lead.end() if lead else 0
    if console.width - indent < _NARROWEST:
        indent = 0
    if len(line.plain) <= console.width or console.width < _NARROWEST:
        return [line]
    head, body = line[:indent], line[indent:]
    first, *rest = body.divide(_breaks(body.plain, console.width - indent))
    lines = [head.append_text(first), *(Text(" " * indent).append_text(each) for each in rest)]
    for each in lines:
        each.rstrip()
    return lines


def _breaks(words: str, width: int) -> list[int]:
    """Where new lines begin. A word is never cut: a path that is wider is there to be copied."""
    places, used = [], 0
    for word in _WORD.finditer(words):
        if used and used + cell_len(word.group().rstrip()) > width:
            places.append(word.start())
            used = 0
        used += cell_len(word.group())
    return places
