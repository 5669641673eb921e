"""Reading the documentation: its code, its commands, its links, its tables."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
README, RUSSIAN = ROOT / "README.md", ROOT / "README.ru.md"
GUIDES = tuple(sorted(ROOT.glob("docs/*.md")))
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PAGES = (README, RUSSIAN, CONTRIBUTING, ROOT / "CHANGELOG.md", *GUIDES)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_PROGRAMS = ("setup-doctor", "diarize", "install.ps1", "install.sh")


@dataclass(frozen=True)
class Block:
    """Code between two fences."""

    language: str
    code: str

    @property
    def bare(self) -> str:
        """Without the comments of a shell."""
        return "\n".join(re.sub(r"\s+#.*", "", line) for line in self.code.splitlines())


@dataclass(frozen=True)
class Command:
    """One of our programs with its arguments, and the page that shows it."""

    page: str
    program: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {' '.join((self.program, *self.arguments))}"


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[Block]:
    found = [Block(*match) for match in _FENCE.findall(text(page))]
    return [block for block in found if not languages or block.language in languages]


def prose(page: Path) -> str:
    return _FENCE.sub("", text(page))


def spans(page: Path) -> list[str]:
    return _SPAN.findall(prose(page))


def commands(page: Path) -> list[Command]:
    lines = [line for b in blocks(page, "sh", "powershell") for line in b.bare.splitlines()]
    lines += spans(page)
    return [command for line in lines if (command := _command(page.name, line))]


def _command(page: str, line: str) -> Command | None:
    # A backslash parts folders here and means nothing else.
    words = shlex.split(line.replace("\\", "/").replace("'", '"'))
    for place, word in enumerate(words):
        name = word.rpartition("/")[2]
        if name in _PROGRAMS and (place == 0 or words[place - 1] == "-File"):
            return Command(page, name, tuple(words[place + 1 :]))
    return None


def headings(page: Path, level: int | None = None) -> list[str]:
    found = re.findall(r"^(#+) (.+)$", prose(page), re.MULTILINE)
    return [title for signs, title in found if level in {None, len(signs)}]


def anchors(page: Path) -> set[str]:
    """What the headings are called in an address, as GitHub makes it."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings(page)}


def links(page: Path) -> Iterator[str]:
    """The addresses of the links and pictures that lead to this repository."""
    for address in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" not in address:
            yield address


def rows(page: Path) -> list[list[str]]:
    """The cells of every table row."""
    lines = [line for line in prose(page).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
