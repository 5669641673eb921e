"""The examples in the docstrings of what measures are true."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

MEASURING = Path(__file__).parents[2] / "benchmarks" / "measuring"
WITH_EXAMPLES = sorted(
    path.stem
    for path in MEASURING.glob("*.py")
    if re.search(r"(?m)^ *>>> ", path.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_gives_what_it_says(name):
    outcome = doctest.testmod(importlib.import_module(f"measuring.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
