"""Distributions with entry points, laid down as pip would leave them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.dist_info import write_down

if TYPE_CHECKING:
    from collections.abc import Mapping


def lay_down(
    folder: Path, name: str, entry_points: str, modules: Mapping[str, str], version: str = "1.0"
) -> Path:
    """Install a distribution into ``folder``, which then has to come onto the path."""
    information = write_down(folder, name, version)
    files = {
        information / "entry_points.txt": entry_points,
        **{folder / f"{module}.py": code for module, code in modules.items()},
    }
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")
    return folder


ROOT = Path(__file__).parents[1]

BACKEND = """
from diarizer.backends.base import Availability

NAME = "{name}"
THRESHOLD = 1.0


def availability():
    return Availability(NAME, ready=True, reason="needs nothing")


def load(**options):
    return "the engine of {name}"
"""
FORMAT = """
from diarizer.types import Annotation

EXTENSION = "{ending}"
HOLDS = frozenset()


def dumps(annotation):
    return "{ending}"


def loads(content):
    return Annotation()
"""
