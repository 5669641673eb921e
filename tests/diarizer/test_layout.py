"""Which module may import which, and that no file has grown too long."""

import ast

import pytest

from tests.diarizer.support import ROOT

PACKAGE = ROOT / "diarizer"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = {
    "confidence",
    "voice_activity",
    "voiced_windows",
    "embedding",
    "mel_spectrogram",
    "modulation",
    "single_voice_windows",
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
    room = "diarizer.backends.resemblyzer"
    path = PACKAGE / "backends" / "resemblyzer" / f"{stage}.py"
    known = {name for name in imported(path) if name.startswith("diarizer.")}
    features = {f"{room}.mel_spectrogram", f"{room}.modulation"}
    stages = {f"{room}.{name}" for name in STAGES | {"pipeline", "voiceprint", "window_grid"}}
    assert not (known & stages) - features
    rooms = {".".join(name.split(".")[:2]) for name in known if not name.startswith(room)}
    assert rooms <= {"diarizer.types", "diarizer.errors", "diarizer.backends", "diarizer.measuring"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "formats").glob("*.py")), ids=lambda p: p.name)
def test_the_formats_know_only_the_types(path):
    known = {name.split(".")[1] for name in imported(path) if name.startswith("diarizer.")}
    assert known <= {"types", "errors", "formats", "files", "messages"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_below_250_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 250
