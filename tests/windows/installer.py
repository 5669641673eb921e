"""The commands of `install.ps1`, read out of it: there is no PowerShell here to run it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_STEP = re.compile(r"Invoke-SetupDoctorStep \$State (.*?\)|\$\w+)\)?\n", re.DOTALL)
_WORD = re.compile(r"'([^']*)'|\$(\w+)")


def commands(script: Path, values: Mapping[str, str]) -> list[list[str]]:
    """What it would start without -Test and without a terminal, with these values of its variables."""
    text = script.read_text(encoding="ascii")
    body = text[text.index("function Install-SetupDoctor") :]
    tests = re.search(r"\n    if \(\$Test\) \{\n.*?\n    \}\n", body, re.DOTALL)
    assert tests, "the part for -Test"
    body = body.replace(tests.group(), "\n")
    (setup,) = re.findall(r"\$setup = @\((.*?)\)\n", body)
    steps = [step.replace("$setup", f"{setup}, '--yes'") for step in _STEP.findall(body)]
    return [[quoted or values[name] for quoted, name in _WORD.findall(step)] for step in steps]
