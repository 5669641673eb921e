"""Writes docs/symptoms.md, the page of everything that `setup-doctor explain` knows, from its entries.

    python scripts/make_symptoms_page.py            write it
    python scripts/make_symptoms_page.py --check    only say whether it is up to date

Needs the package itself (``pip install -e .``).
"""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.symptoms.managers import ways
from setup_doctor.symptoms.table import SYMPTOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.model import Remedy
    from setup_doctor.symptoms.symptom import Symptom

PAGE = Path(__file__).parents[1] / "docs" / "symptoms.md"
_WHAT = (
    "What `setup-doctor explain` says about an error that is pasted, with the reports that it was "
    "learnt from. This page is made by `python scripts/make_symptoms_page.py` from the entries in "
    "`setup_doctor/symptoms/entries/`.\n"
)
_HOW = (
    '`...` stands for what the message names. "Environment" gives what ends it in an environment of '
    "your own; with uv it is `uv add`, with conda `conda install -c conda-forge`, with poetry "
    "`poetry add`, as `explain` shows.\n"
)
_HEAD = ("# Errors that explain knows\n", _WHAT, _HOW)


def page() -> str:
    """The whole page."""
    return "\n".join([*_HEAD, *_areas()]).rstrip() + "\n"


def _areas() -> Iterator[str]:
    ordered = sorted(SYMPTOMS, key=lambda each: each.cause)
    for area, symptoms in groupby(ordered, key=lambda each: each.cause.partition(".")[0]):
        yield f"## {area}\n"
        for cause, same in groupby(symptoms, key=lambda each: each.cause):
            yield from _cause(cause, list(same))


def _cause(cause: str, symptoms: list[Symptom]) -> Iterator[str]:
    first = symptoms[0]
    meanings = dict.fromkeys(str(each.meaning) for each in symptoms)
    yield f"### {cause}\n\n{' Or: '.join(meanings)}\n"
    ways_out = dict.fromkeys(_way(remedy) for each in symptoms for remedy in each.remedies)
    yield from (f"- {way}" for way in ways_out)
    if first.needs:
        yield f"- Environment: `{' '.join(next(iter(ways(first.needs)))[1])}`"
    yield from (f"- To tell it apart: {each.apart}" for each in symptoms[:1] if each.apart)
    looks = dict.fromkeys(check for each in symptoms for check in each.looks)
    if looks:
        yield f"- Looked at by {', '.join(f'`{check}`' for check in looks)}"
    sources = dict.fromkeys(seen.source for each in symptoms for seen in each.seen)
    yield f"- Reported: {', '.join(f'[{_short(source)}]({source})' for source in sources)}\n"


def _way(remedy: Remedy) -> str:
    title = str(remedy.title).replace("<", "\\<")
    commands = "; ".join(f"`{' '.join(command)}`" for command in remedy.commands)
    address = remedy.page.replace("{repository}", "")
    return ": ".join(part for part in (title, commands) if part) + (
        f" ({address})" if address else ""
    )


def _short(source: str) -> str:
    on_github = source.removeprefix("https://github.com/")
    if on_github != source and "/issues/" in source:
        return on_github.replace("/issues/", "#")
    return source.removeprefix("https://").partition("/")[0]


def main() -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(SYMPTOMS)} entries")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
