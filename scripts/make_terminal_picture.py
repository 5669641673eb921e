"""Take the picture of the README, `docs/terminal.svg`, from a real run in this environment.

    python scripts/make_terminal_picture.py
    python scripts/make_terminal_picture.py --output other.svg --columns 80

The command runs with its colours; what it writes to stdout is drawn as it is. The picture asks
nothing of the network: no web font, no script. The lines `Ready: ...` of both READMEs follow it.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
from itertools import dropwhile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "terminal.svg"
READMES = (ROOT / "README.md", ROOT / "README.ru.md")
COMMAND = ("setup-doctor", "smoke")
# Dark in light and dark pages alike; the eight colours of a terminal, then their bright ones.
_THEME = TerminalTheme(
    (24, 26, 31),
    (220, 223, 228),
    [
        (40, 44, 52),
        (224, 108, 117),
        (126, 199, 120),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (220, 223, 228),
    ],
    [
        (92, 99, 112),
        (240, 128, 136),
        (152, 220, 146),
        (240, 208, 148),
        (130, 194, 250),
        (214, 150, 236),
        (120, 206, 218),
        (255, 255, 255),
    ],
)
# rich's own frame, without the fonts that it would fetch.
_FONT = '"Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace'
_FRAME = f"""\
<svg viewBox="0 0 {{width}} {{height}}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>{" ".join(COMMAND)}</title>
<style>
.{{unique_id}}-matrix {{{{ font: {{char_height}}px/{{line_height}}px {_FONT}; }}}}
.{{unique_id}}-title {{{{ font: 18px system-ui, sans-serif; }}}}
{{styles}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal">
<rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}"/>
</clipPath>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""


def main() -> int:
    """Draw the picture; 0 when the command was content."""
    given = _parser().parse_args()
    said = _said(given.columns)
    if said is None:
        return 1
    given.output.write_text(drawn(said, given.columns), encoding="utf-8", newline="\n")
    print(f"Written: {given.output}")
    if given.output == PICTURE:
        _follow(said)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Take the picture of the README.")
    parser.add_argument("--output", type=Path, default=PICTURE)
    parser.add_argument("--columns", type=int, default=112, help="of the terminal")
    return parser


def _said(columns: int) -> str | None:
    # In colour, with nothing that moves: a picture stands still.
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TTY_INTERACTIVE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "setup_doctor", *COMMAND[1:]],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **colours, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"},
    )
    if done.returncode != 0:
        print(f"{done.stdout}{done.stderr}\nIt ended with code {done.returncode}.", file=sys.stderr)
        return None
    return done.stdout


def _follow(said: str) -> None:
    ready = re.findall(r"^Ready: .*\n", Text.from_ansi(said).plain, re.MULTILINE)
    for page in READMES:
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"^(?:Ready: .*\n)+", "".join(ready), text, flags=re.MULTILINE)
        page.write_text(text, encoding="utf-8", newline="\n")


def drawn(said: str, columns: int) -> str:
    """Draw what a terminal of so many `columns` shows after the command."""
    console = Console(
        record=True,
        width=columns,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    console.print(Text.assemble(("$ ", "dim"), (" ".join(COMMAND), "bold")))
    lines = Text.from_ansi(said).split("\n")
    for line in dropwhile(lambda line: not line.plain.strip(), lines):
        console.print(line)
    console.print()  # rich cuts lines off at the one before the last
    # A fixed name, so that the same run gives the same file.
    return console.export_svg(title="", theme=_THEME, code_format=_FRAME, unique_id="terminal")


if __name__ == "__main__":
    sys.exit(main())
