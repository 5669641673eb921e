"""A pyproject.toml of somebody else says what is needed, and all that stood there still does."""

from __future__ import annotations

import pytest

from setup_doctor.managers.exports import MANAGERS, exported
from setup_doctor.managers.project_file import Needs, difference, edited

MINE = """\
# mine
[project]
name = "demo"  # a name
requires-python = ">=3.11"
dependencies = [
    "NumPy>=2",  # mine, too
]
"""
FULL = Needs(("resemblyzer",), full=True)
LIGHT = Needs(("resemblyzer",))
PROJECTS = ("uv", "poetry", "pdm")


@pytest.mark.parametrize("manager", PROJECTS)
@pytest.mark.parametrize("needs", [FULL, LIGHT])
def test_what_stands_there_stays_and_a_second_time_changes_nothing(manager, needs):
    after = edited(MINE, manager, needs)
    removed = [line for line in difference(MINE, after).splitlines()[2:] if line.startswith("-")]
    assert removed == []
    assert after.lower().count("numpy") == 1
    assert edited(after, manager, needs) == after


def test_uv_is_told_that_the_source_is_never_wanted():
    after = edited(MINE, "uv", Needs(("resemblyzer",), full=True, cuda=True))
    assert after.endswith("""\
[tool.uv]
# webrtcvad is published as source only; webrtcvad-wheels brings the same module
override-dependencies = [
    "webrtcvad ; sys_platform == 'never'",
    "typing ; sys_platform == 'never'",
]
""")


def test_pdm_is_told_the_same_in_its_own_words():
    after = edited(MINE, "pdm", Needs(("resemblyzer",), full=True, cuda=True))
    assert 'excludes = [\n    "webrtcvad",\n    "typing",\n]' in after


def test_poetry_is_led_to_the_empty_wheels():
    after = edited(MINE, "poetry", FULL)
    assert 'webrtcvad = {path = "wheels/webrtcvad-2.0.10.post9-py3-none-any.whl"}' in after


def test_an_old_poetry_project_keeps_its_dependencies_in_its_own_table():
    old = '[tool.poetry]\nname = "demo"\n\n[tool.poetry.dependencies]\npython = "^3.11"\n'
    after = edited(old, "poetry", LIGHT)
    assert "[project]" not in after
    assert 'soundfile = "~=0.14.0"' in after


def test_a_torch_that_is_there_stays():
    after = edited(MINE, "uv", Needs(("resemblyzer",), full=True, torch_stays=True))
    assert '"torch",' in after
    assert "pytorch-cpu" not in after


@pytest.mark.parametrize("manager", MANAGERS)
def test_the_light_export_names_no_torch(manager):
    light = exported(manager, Needs(("resemblyzer", "open")))
    assert "webrtcvad-wheels>=2.0.14" in light
    assert "torch" not in light
    assert "torch" in exported(manager, FULL)


@pytest.mark.parametrize("pythons, numpy", [(">=3.10", "2.2.6"), (">=3.11", "2.4.6")])
def test_pdm_gets_the_versions_for_the_oldest_python_of_the_project(pythons, numpy):
    before = f'[project]\nname = "talk"\nversion = "1"\nrequires-python = "{pythons}"\n'
    after = edited(before, "pdm", Needs(("resemblyzer",)))
    assert f'"numpy~={numpy}"' in after
    assert after.count("onnxruntime") == 1
