"""The arrows between the rooms run down, as the tables here and `CONTRIBUTING.md` draw them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Which room may import which: at the top what everybody may, then floor by floor up to the doors.
# A room is a folder of the package, a file at its root, or a backend. Imports for type checkers
# and those within functions count as all others do.
FLOORS = {
    "diarizer": {
        "messages": (),
        "files": (),
        "types": ("messages",),
        "measuring": (),
        "sample": (),
        "errors": ("messages",),
        "discovery": ("messages",),
        "metrics": ("types",),
        "addressed": ("errors", "files", "messages"),
        "audio": ("addressed", "errors", "files", "measuring", "messages", "types"),
        "drawing": ("errors", "files", "messages", "metrics", "types"),
        "formats": ("discovery", "errors", "files", "messages", "types"),
        "models": ("errors", "files", "messages"),
        "transcripts": ("errors", "formats", "messages", "types"),
        "player": ("audio", "drawing", "files", "formats", "types"),
        "backends": ("discovery", "errors", "messages", "types"),
        "backends.shared": ("errors", "files", "messages", "types"),
        "backends.open": (
            *("audio", "backends", "backends.shared", "errors", "measuring", "messages", "models"),
            "types",
        ),
        "backends.nemotron": (
            *("backends", "backends.shared", "errors", "messages", "models", "types"),
        ),
        "backends.pyannote": (
            *("audio", "backends", "backends.shared", "errors", "messages", "models", "types"),
        ),
        "backends.resemblyzer": (
            *("audio", "backends", "backends.open", "backends.shared", "errors", "measuring"),
            *("messages", "models", "types"),
        ),
        "diarization": ("audio", "backends", "errors", "messages", "types"),
        "live": ("audio", "backends", "errors", "messages", "types"),
        "testing": ("backends", "errors", "formats", "types"),
        "api": ("audio", "backends", "diarization", "errors", "messages", "types"),
        "people": (
            *("api", "audio", "backends", "backends.shared", "errors", "files", "messages"),
            *("metrics", "types"),
        ),
        "batch": (
            *("api", "audio", "backends", "diarization", "errors", "files", "messages", "people"),
            "types",
        ),
        "probes": (
            *("api", "audio", "backends", "errors", "formats", "measuring", "messages", "metrics"),
            *("backends.resemblyzer", "backends.shared", "discovery", "live", "sample", "types"),
        ),
        "__init__": ("api", "errors", "people", "probes", "transcripts", "types"),
        "cli": (
            *("addressed", "api", "audio", "backends", "batch", "discovery", "drawing", "errors"),
            *(
                "files",
                "formats",
                "live",
                "measuring",
                "messages",
                "people",
                "player",
                "transcripts",
            ),
            "types",
        ),
        "__main__": ("cli",),
    },
    "setup_doctor": {
        "__init__": (),
        "messages": (),
        "windows_api": (),
        "machine": ("__init__", "messages", "windows_api"),
        "model": ("machine", "messages"),
        "install": ("machine", "messages"),
        "patient": ("machine", "messages"),
        "managers": ("install", "machine", "messages"),
        "examination": ("machine", "messages", "model"),
        "repair": ("examination", "install", "machine", "messages", "model"),
        "render": ("machine", "messages", "model", "repair"),
        "symptoms": ("messages", "model", "repair"),
        "msvc": ("machine", "messages", "model", "repair"),
        "diagnosis": ("install", "machine", "messages", "model", "repair", "symptoms"),
        "checks": (
            *("diagnosis", "examination", "install", "machine", "messages", "model", "msvc"),
            *("repair", "symptoms", "windows_api"),
        ),
        "testing": ("examination", "machine", "model", "windows_api"),
        "commands": (
            *("checks", "examination", "install", "machine", "managers", "messages", "model"),
            *("render", "repair", "symptoms"),
        ),
        "cli": (
            *("__init__", "checks", "commands", "examination", "install", "machine", "managers"),
            *("messages", "patient", "render", "repair"),
        ),
        "__main__": ("cli",),
    },
}
# Of the library the doctor imports what loads neither numpy nor torch; all else it runs.
OF_THE_LIBRARY = (
    *(
        "diarizer.cli.language",
        "diarizer.discovery",
        "diarizer.drawing.timeline",
        "diarizer.errors",
        "diarizer.files",
    ),
    *("diarizer.messages", "diarizer.models", "diarizer.types"),
)
# The one place that reaches up: a value asks the formats to be written. See `_formats` there.
SEAM = ("diarizer.types", "diarizer.formats")
# Each stage of a backend is a matter of its own; what puts them together may know them all.
STAGES = {
    "clustering": (),
    "confidence": (),
    "detectors": ("speech_spans", "voice_activity", "voicing"),  # one stage, of which two can hear
    "embedding": ("mel_spectrogram",),
    "mel_spectrogram": (),
    "resegmentation": (),
    "single_voice_windows": (),
    "speech_spans": (),
    "stretch_voices": ("embedding", "mel_spectrogram"),
    "voice_activity": (),
    "voicing": (),
    "window_grid": (),
}

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in FLOORS
    for path in sorted((ROOT / package).rglob("*.py"))
}


def trees():
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


TREES = trees()


def package_of(name: str) -> str:
    return name.partition(".")[0]


def room_of(name: str) -> str:
    """What the tables call the place of a module."""
    parts = name.split(".")[1:]
    if not parts:
        return "__init__"
    backend = parts[0] == "backends" and len(parts) > 1 and MODULES[name].parent.name != "backends"
    return ".".join(parts[:2]) if backend else parts[0]


def imported(tree: ast.Module) -> set[str]:
    """The full names of all that a module imports anywhere in it, ours and others'."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import is written out in full"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in MODULES else node.module for name in whole}
    return names


def named_in_strings(name: str) -> set[str]:
    """The modules of the same package that a string names, as importlib wants them."""
    strings = {
        node.value
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in strings & set(MODULES) if text.startswith(f"{package_of(name)}.")}


def arrows() -> dict[tuple[str, str, str], list[str]]:
    """(package, room, room that it imports) and the modules that do."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for name in MODULES:
        reached = {other for other in imported(TREES[name]) if other in MODULES}
        for other in reached | named_in_strings(name):
            ends = room_of(name), room_of(other)
            crosses = package_of(other) == package_of(name) and len(set(ends)) > 1
            if crosses and (name, other) != SEAM:
                found.setdefault((package_of(name), *ends), []).append(f"{name} -> {other}")
    return found


ARROWS = arrows()
each_package = pytest.mark.parametrize("package", FLOORS)
each_module = pytest.mark.parametrize("name", MODULES)


def modules(*inside: str):
    chosen = [name for name in MODULES if any(f"{name}.".startswith(f"{part}.") for part in inside)]
    return pytest.mark.parametrize("name", chosen)


# The rooms


@each_package
def test_every_room_stands_in_the_table_and_no_other(package):
    there = {room_of(name) for name in MODULES if package_of(name) == package}
    assert there == set(FLOORS[package])


@each_package
def test_a_room_imports_only_what_the_table_lets_it(package):
    forbidden = {
        f"{room} -> {other}": where
        for (whose, room, other), where in ARROWS.items()
        if whose == package and other not in FLOORS[package][room]
    }
    assert not forbidden


@each_package
def test_no_arrow_of_the_table_is_without_an_import(package):
    allowed = {(package, room, other) for room, below in FLOORS[package].items() for other in below}
    assert not allowed - set(ARROWS)


@each_package
def test_all_arrows_of_the_table_run_down(package):
    assert set(TopologicalSorter(FLOORS[package]).static_order()) == set(FLOORS[package])
    above: set[str] = set()
    for room, below in FLOORS[package].items():
        assert not above & {room}
        assert set(below) <= above  # what a room imports stands in a line before its own
        above.add(room)


@each_package
def test_the_root_of_a_package_holds_only_what_everybody_imports(package):
    assert len([path for path in (ROOT / package).iterdir() if path.is_file()]) <= 8


def test_a_value_reaches_its_formats_through_one_seam():
    reaching, reached = SEAM
    calls = [node for node in ast.walk(TREES[reaching]) if is_importlib(node)]
    assert [ast.literal_eval(call.args[0]) for call in calls] == [reached]
    ours = {other for other in imported(TREES[reaching]) if other in MODULES}
    assert {room_of(other) for other in ours} <= {room_of(reaching)}


@each_module
def test_importlib_is_given_a_name_that_the_table_sees(name):
    for call in filter(is_importlib, ast.walk(TREES[name])):
        assert sees_through(call.args[0]), ast.unparse(call)


def is_importlib(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    return called in {"import_module", "__import__"}


def sees_through(argument: ast.expr) -> bool:
    """Whether a module's name stands somewhere as a whole, or begins with the module's own."""
    if isinstance(argument, ast.JoinedStr):
        return ast.unparse(argument).removeprefix("f")[1:].startswith("{__name__}.")
    return isinstance(argument, ast.Constant | ast.Name | ast.Subscript)


# The picture in CONTRIBUTING.md


def chapter() -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return re.split(r"^## ", text.partition("## How it is laid out\n")[2], flags=re.MULTILINE)[0]


def picture(package: str) -> list[list[str]]:
    """The rooms of each floor, from the top down."""
    drawings = re.findall(r"^```text\n(.*?)^```$", chapter(), re.MULTILINE | re.DOTALL)
    [lines] = [one.splitlines()[1:] for one in drawings if one.splitlines()[0] == package]
    return [line.partition("|")[0].split() for line in lines if line.strip(" v|")]


@each_package
def test_contributing_draws_each_room_once_and_no_other(package):
    drawn = [room for floor in picture(package) for room in floor]
    assert sorted(drawn) == sorted(FLOORS[package])


@each_package
def test_contributing_draws_a_room_above_all_that_it_imports(package):
    height = {room: -line for line, floor in enumerate(picture(package)) for room in floor}
    level = {
        f"{room} -> {other}"
        for room, below in FLOORS[package].items()
        for other in below
        if height[other] >= height[room]
    }
    assert not level


@each_package
def test_contributing_says_what_each_room_answers(package):
    [rows] = re.findall(
        rf"^\| `{package}/` .*\n\| --- .*\n((?:\|.*\n)+)", chapter(), flags=re.MULTILINE
    )
    told = [re.findall(r"`([^`]+)`", row.split("|")[1]) for row in rows.splitlines()]
    rooms = [name.removesuffix(".py").rstrip("/").replace("/", ".") for row in told for name in row]
    assert sorted(rooms) == sorted(FLOORS[package])


# What holds inside of them


@modules("diarizer")
def test_the_library_knows_nothing_of_the_doctor_nor_of_a_terminal(name):
    roots = {package_of(other) for other in imported(TREES[name])}
    assert "setup_doctor" not in roots
    if room_of(name) != "cli":
        assert not roots & {"typer", "rich", "click"}


@modules("setup_doctor")
def test_of_the_library_the_doctor_imports_only_what_loads_nothing(name):
    for other in imported(TREES[name]):
        if package_of(other) == "diarizer":
            assert f"{other}.".startswith(tuple(f"{one}." for one in OF_THE_LIBRARY))


@modules("setup_doctor.checks")
def test_checks_ask_the_machine_and_touch_neither_processes_nor_the_screen(name):
    roots = {package_of(other) for other in imported(without_type_checking(TREES[name]))}
    assert not roots & {"subprocess", "os", "shutil", "rich", "typer", "socket", "urllib"}


@modules("setup_doctor.model")
def test_the_model_does_no_input_and_no_output(name):
    roots = {package_of(other) for other in imported(without_type_checking(TREES[name]))}
    assert not roots & {"subprocess", "os", "sys", "shutil", "rich", "typer", "pathlib"}


def without_type_checking(tree: ast.Module) -> ast.Module:
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
    }
    return ast.Module([node for node in ast.walk(tree) if is_import(node, guarded)], [])


def is_import(node: ast.AST, guarded: set[int]) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in guarded


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_other_stage_and_nothing_above_it(stage):
    home = "diarizer.backends.resemblyzer"
    known = {
        other.removeprefix(f"{home}.")
        for other in imported(TREES[f"{home}.{stage}"])
        if room_of_ours(other) == "backends.resemblyzer"
    }
    assert known == set(STAGES[stage])


def room_of_ours(name: str) -> str:
    return room_of(name) if name in MODULES else ""


@each_module
def test_a_module_stays_small_enough_to_be_read_in_one_go(name):
    longest = 249 if package_of(name) == "diarizer" else 260
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= longest


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
