"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITH_EXAMPLES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for package in ("setup_doctor", "diarizer")
    for path in (ROOT / package).rglob("*.py")
    # The package's own page shows how it is used, on recordings that everybody has of their own.
    if re.search(r"(?m)^ *>>> ", path.read_text(encoding="utf-8"))
    and path != ROOT / "diarizer" / "__init__.py"
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_gives_what_it_says(name):
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        pytest.skip(f"needs {error.name}")
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0
