"""One section of a Markdown document, which a command writes anew each time it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def replace_section(path: Path, name: str, body: str) -> None:
    """Put ``body`` between the marks of a section; at the end where there is none yet.

    Args:
        path: of the document; made where it is missing.
        name: of the section: ``accuracy`` stands between ``<!-- accuracy: begin -->`` and
            ``<!-- accuracy: end -->``.
        body: Markdown.

    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    before, found, rest = old.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    if not found:
        before = f"{old.rstrip()}\n\n" if old.strip() else ""
    text = f"{before}{begin}\n{body.strip()}\n{end}{after}"
    path.write_text(text, encoding="utf-8", newline="\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """Write a Markdown table; its first columns to the left, as many as `left`, the others to the right.

    >>> print(table(("who", "DER"), [("we", "9.2")]))
    | who | DER |
    | --- | ---: |
    | we | 9.2 |
    """
    ruler = [*["---"] * left, *["---:"] * (len(head) - left)]
    lines = [head, ruler, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
