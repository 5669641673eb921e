"""The tested versions without those of which somebody here wants others, as a file for pip and uv.

python -m setup_doctor.install.constraints_but FILE NAME...
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Not by way of `route`: it runs in the environment that is looked after, where nothing else may be.
_TESTED = Path(__file__).with_name("constraints.txt")


def left(names: Collection[str]) -> str:
    """The lines of `constraints.txt` that say nothing of `names`."""
    lines = _TESTED.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if re.split(r"[^\w.-]", line, maxsplit=1)[0] not in names)


def main() -> None:
    """Write into the file that the first argument names all but the packages that the others name."""
    file, *names = sys.argv[1:]
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(left(names), encoding="utf-8")


if __name__ == "__main__":
    main()
