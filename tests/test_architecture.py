"""The arrows between the modules point the way that the design gives them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((*ROOT.glob("setup_doctor/**/*.py"), *ROOT.glob("diarizer/**/*.py")))


def imported(path: Path, *, at_run_time: bool = True) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if at_run_time:
        tree = DropTypeChecking().visit(tree)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


class DropTypeChecking(ast.NodeTransformer):
    def visit_If(self, node):
        is_guard = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if is_guard else self.generic_visit(node)


def under(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str):
    chosen = [path for path in MODULES if any(under(path, folder) for folder in folders)]
    return pytest.mark.parametrize("path", chosen, ids=named)


@modules("diarizer")
def test_the_library_knows_nothing_of_the_doctor_nor_of_a_terminal(path):
    roots = {name.partition(".")[0] for name in imported(path)}
    assert "setup_doctor" not in roots
    if not under(path, "diarizer/cli"):
        assert not roots & {"typer", "rich", "click"}


@modules("setup_doctor")
def test_of_the_library_the_doctor_imports_only_what_loads_nothing(path):
    allowed = (
        *(
            "diarizer.discovery",
            "diarizer.models",
            "diarizer.errors",
            "diarizer.drawing.timeline",
            "diarizer.types",
        ),
        *(
            "diarizer.messages.text",
            "diarizer.messages.language",
            "diarizer.messages.language_choice",
            "diarizer.cli.language.help_translation",
        ),
        *("diarizer.cli.language.usage_errors", "diarizer.messages.code_page_substitutes"),
    )
    ours = {name for name in imported(path) if name.partition(".")[0] == "diarizer"}
    assert all(name.startswith(allowed) for name in ours)


@modules("setup_doctor/checks")
def test_checks_ask_the_machine_and_touch_neither_processes_nor_the_screen(path):
    roots = {name.partition(".")[0] for name in imported(path)}
    assert not roots & {"subprocess", "os", "shutil", "rich", "typer", "socket", "urllib"}
    inside = {name for name in imported(path) if name.startswith("setup_doctor.")}
    screen = ("setup_doctor.render", "setup_doctor.commands")
    assert not any(name.startswith(screen) for name in inside)


@modules(
    "setup_doctor/model/__init__.py",
    "setup_doctor/model/findings.py",
    "setup_doctor/model/verdicts.py",
)
def test_the_model_does_no_input_and_no_output(path):
    roots = {name.partition(".")[0] for name in imported(path)}
    assert not roots & {"subprocess", "os", "sys", "shutil", "rich", "typer", "pathlib"}


@modules("setup_doctor", "diarizer")
def test_a_module_stays_small_enough_to_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 260


@pytest.mark.parametrize(
    "arguments",
    [
        ["-m", "setup_doctor", "--help"],
        ["-m", "setup_doctor", "check", "--no-smoke", "--offline"],
        ["-c", "import diarizer, diarizer.models"],
        ["-m", "diarizer", "--help"],
    ],
    ids=" ".join,
)
def test_neither_numpy_nor_torch_is_loaded_where_they_are_not_needed(arguments):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    loaded = {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if "import time:" in line
    }
    assert len(loaded) > 20  # the list was really written
    assert not loaded & {"numpy", "torch", "scipy", "librosa", "resemblyzer"}
