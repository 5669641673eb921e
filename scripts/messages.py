"""Brings the message catalogues up to date with what the programs say, and compiles them.

    python scripts/messages.py              update and compile every language, name what lacks
    python scripts/messages.py --new de     begin a language

Needs Babel and the package itself (``pip install -e ".[test]"``).
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "diarizer" / "locale"
PACKAGES = ("setup_doctor", "diarizer")
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
# None: the first argument is the sentence.
KEYWORDS = {"text": None, "label": None, "_": None, "plural": (1, 2)}

# A key of the registry has a method of that name, too: `key.text("Version")`.
VALUES = {
    *("AutoConfigURL", "ExecutablePath", "ProxyOverride", "ProxyServer", "UserFolder", "Version")
}

Message = str | tuple[str, ...]


def written() -> Iterator[tuple[Message, str]]:
    """What stands in the sources as such a call, with its file."""
    options = {"**.j2": {"trimmed": "true"}}
    for package in PACKAGES:
        found = extract_from_dir(ROOT / package, METHODS, options, KEYWORDS)
        for name, _, message, _, _ in found:
            if message not in VALUES:
                yield message, f"{package}/{Path(name).as_posix()}"


def said() -> Iterator[tuple[Message, str]]:
    """What the programs have as values: helps, checks, tables of sentences."""
    for name, command in _programs().items():
        yield from ((sentence, name) for sentence in _helps(command))
    for check in importlib.import_module("setup_doctor.checks").ours():
        yield check.title, f"check {check.id}"
        yield from ((part, f"check {check.id}") for part in check.paragraphs)
    for cause, known in importlib.import_module("diarizer.models.causes").CAUSES.items():
        yield known.message, cause
        yield known.hint, cause
    for module in _modules():
        for value in vars(module).values():
            yield from ((text, module.__name__) for text in _texts(value))


def _programs() -> dict[str, Any]:
    import typer  # noqa: PLC0415

    names = {"setup-doctor": "setup_doctor.cli.app", "diarize": "diarizer.cli.app"}
    return {
        name: typer.main.get_command(importlib.import_module(module).app)
        for name, module in names.items()
    }


def _helps(command: Any) -> Iterator[str]:
    yield from importlib.import_module("diarizer.cli.language.help_translation").helps(command)


def _modules() -> Iterator[Any]:
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if found.name.endswith("__main__"):
                continue
            try:
                yield importlib.import_module(found.name)
            except ImportError:  # the engines want numpy or torch; their sentences stand in calls
                continue


def _texts(value: Any, depth: int = 6) -> Iterator[Message]:
    """The sentences within a table of a module."""
    if depth == 0 or isinstance(value, type):
        return
    if type(value).__name__ == "Text" and hasattr(value, "template"):
        yield (value.template, value.many) if value.many else value.template
        yield from _texts(dict(value.values), depth - 1)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _texts(each, depth - 1)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()), depth - 1)
    elif is_dataclass(value):
        yield from _texts(tuple(getattr(value, field.name) for field in fields(value)), depth - 1)


def collect() -> Catalog:
    """Every sentence that a user may read."""
    catalogue = Catalog(project="setup-doctor", charset="utf-8")
    for message, place in (*written(), *said()):
        if message and message != ("", ""):
            flags = ["python-brace-format"] if "{" in str(message) else []
            catalogue.add(message, locations=[(place, 1)], flags=flags)
    return catalogue


def update(path: Path, wanted: Catalog) -> list[str]:
    """Bring the catalogue at `path` up to date, compile it, and return what it lacks."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return [str(m.id) for m in catalogue if m.id and not all(_forms(m.string))]


def _forms(string: Any) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)


def begin(code: str) -> None:
    """Make an empty catalogue for the language `code`."""
    path = LOCALE / code / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(
        locale=code,
        header_comment='# See CONTRIBUTING.md, "Languages".',
        project="setup-doctor",
        version="1",
        msgid_bugs_address="the project's issues",
        last_translator="the authors",
        language_team=code,
        revision_date="2026-01-01 00:00+0000",
        charset="utf-8",
        fuzzy=False,
    )
    with path.open("xb") as file:
        write_po(file, catalogue)


def main() -> None:
    """Update what is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--new", metavar="CODE", help="begin a language: de, fr, uk")
    parser.add_argument("--lacking", action="store_true", help="print what is not translated")
    asked = parser.parse_args()
    if asked.new:
        begin(asked.new)
    wanted = collect()
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        lacking = update(path, wanted)
        print(f"{path.parents[1].name}: {len(wanted)} sentences, {len(lacking)} lack a translation")
        if asked.lacking:
            sys.stdout.write("".join(f"  {each}\n" for each in lacking))


if __name__ == "__main__":
    main()
