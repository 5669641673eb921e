"""The secrets that this machine is known to hold, whatever they look like.

The redaction knows secrets by their looks. What is put into an archive for others is also searched
for those that stand here: a token that begins with other letters, the password of a variable.
"""

from __future__ import annotations

import configparser
import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.errors import DownloadFailed
from diarizer.models.hub_settings import settings
from diarizer.models.tokens import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine import Machine

# Word by word: KEYBOARD and AUTHOR are none.
_NAMES = re.compile(
    r"(?:^|_)(?:\w*TOKEN|SECRETS?|PASS|PASSWD|PASSWORD|CREDENTIALS?|(?:API|ACCESS|PRIVATE)_?KEY|KEY)(?:_|$)",
    re.IGNORECASE,
)
_SHORTEST = 6  # letters; a password `1` would take every 1 out of the archive


@dataclass(frozen=True, slots=True)
class Secrets:
    """Values that nobody may see.

    Attributes:
        values: the longest first, so that none leaves the rest of another.
    """

    values: tuple[str, ...] = field(repr=False)

    def removed_from(self, words: str) -> str:
        """`words` without them."""
        for value in self.values:
            words = words.replace(value, "***")
        return words


def is_one(name: str) -> bool:
    """Whether a variable of that name holds a secret."""
    return bool(_NAMES.search(name))


def found(machine: Machine) -> Secrets:
    """Those of the variables and of the places where the client of the Hub keeps tokens."""
    values = {value.strip() for name, value in machine.environ.items() if is_one(name)}
    with contextlib.suppress(DownloadFailed):  # no client of the Hub: nothing of its either
        values |= {place.token.value for place in places() if place.token}
        values |= set(_stored())
    long_enough = (value for value in values if len(value) >= _SHORTEST)
    return Secrets(tuple(sorted(long_enough, key=len, reverse=True)))


def _stored() -> Iterator[str]:
    """Every value of the file in which the client keeps the tokens of several accounts."""
    path = Path(getattr(settings(), "HF_STORED_TOKENS_PATH", ""))
    stored = configparser.ConfigParser(interpolation=None)
    try:
        stored.read(path, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return
    for name in stored.sections():
        yield from (value for key, value in stored.items(name) if "token" in key)
