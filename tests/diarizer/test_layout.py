"""Which module may import which, and that no file has grown too long."""

import ast

import pytest

from tests.diarizer.support import ROOT

PACKAGE = ROOT / "diarizer"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = {
    "confidence",
    "vad",
    "voicing",
    "embedding",
    "mel",
    "modulation",
    "selection",
    "clustering",
    "resegmentation",
}


def imported(path):
    """The full names that a module imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_library_knows_neither_the_doctor_nor_the_console(path):
    roots = {name.split(".")[0] for name in imported(path)}
    assert "setup_doctor" not in roots
    if not path.is_relative_to(PACKAGE / "cli"):
        assert not {"typer", "rich", "click"} & roots


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_knows_no_other_stage_and_nothing_above_it(stage):
    known = {name for name in imported(PACKAGE / f"{stage}.py") if name.startswith("diarizer.")}
    allowed = {
        f"diarizer.{name}" for name in ("types", "errors", "rows", "timings", "hierarchy")
    } | (
        {
            "diarizer.backends.resemblyzer.mel_spectrogram",
            "diarizer.backends.resemblyzer.modulation",
        }
        & known
    )
    assert {".".join(name.split(".")[:2]) for name in known} <= allowed


@pytest.mark.parametrize("path", sorted((PACKAGE / "formats").glob("*.py")), ids=lambda p: p.name)
def test_the_formats_know_only_the_types(path):
    known = {name.split(".")[1] for name in imported(path) if name.startswith("diarizer.")}
    assert known <= {"types", "errors", "formats", "drafts", "text"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_below_250_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 250
