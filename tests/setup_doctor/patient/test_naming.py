"""Which Python is meant by what somebody names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from setup_doctor.patient.naming import python_of
from setup_doctor.patient.unusable import UnusableError

PYTHON = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(folder: Path) -> Path:
    python = folder / PYTHON
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    return python


def refused(named: object) -> UnusableError:
    with pytest.raises(UnusableError) as refusal:
        python_of(str(named), os.environ)
    return refusal.value


@pytest.mark.parametrize(
    "named", ["", str(PYTHON.parent), str(PYTHON)], ids=["folder", "its programs", "python"]
)
def test_an_environment_by_its_folder_or_a_path_in_it(tmp_path, named):
    python = environment(tmp_path)
    assert python_of(str(tmp_path / named), {}) == python


@pytest.mark.parametrize("below", [".venv", "venv", "env", "backend/venv", "backend/.venv"])
def test_a_project_by_its_folder(tmp_path, below):
    python = environment(tmp_path / below)
    assert python_of(f'"{tmp_path}"', {}) == python


def test_of_two_environments_of_a_project_the_one_that_tools_make(tmp_path):
    _, python = environment(tmp_path / "venv"), environment(tmp_path / ".venv")
    assert python_of(str(tmp_path), {}) == python


def test_where_uv_was_told_to_keep_it(tmp_path):
    python = environment(tmp_path / "elsewhere")
    assert python_of(str(tmp_path), {"UV_PROJECT_ENVIRONMENT": "elsewhere"}) == python


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_to_a_python_that_is_gone_is_still_what_was_meant(tmp_path):
    python = tmp_path / ".venv" / PYTHON
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "gone")
    assert python_of(str(tmp_path), {}) == python


def test_a_bare_name_is_looked_for_on_path():
    path = {"PATH": str(Path(sys.executable).parent)}
    name = Path(sys.executable).name
    assert python_of(name, path) == Path(sys.executable)


@pytest.mark.parametrize("named", ["py -3.11", "3.11", "py", "-V:3.12", "-3.12"])
def test_a_version_is_no_path_and_the_way_to_the_path_is_told(named):
    error = refused(named)
    assert str(error.sentence) == f"{named!r} is a version or a command, and a path is wanted."
    assert str(error.step).endswith('-c "import sys; print(sys.executable)"')


def test_another_program_is_not_started_and_the_python_beside_it_is_named(tmp_path):
    python = environment(tmp_path)
    program = python.with_name("pip.exe")
    program.write_bytes(b"")
    error = refused(program)
    assert str(error.sentence) == f"{program} is no Python."
    assert str(error.step) == f"Beside it stands one: {python}"


def test_a_folder_without_an_environment_tells_where_it_was_looked_for(tmp_path):
    said = str(refused(tmp_path).sentence)
    assert said == (
        f"There is no Python in {tmp_path}, nor an environment: looked for .venv, venv, env, .env, "
        "there and in backend, server, api, src."
    )


@pytest.mark.skipif(os.name != "nt", reason="pythonw is a program of Windows")
def test_a_python_without_a_console_gives_way_to_the_one_with(tmp_path):
    python = environment(tmp_path)
    silent = python.with_name("pythonw.exe")
    silent.write_bytes(b"")
    assert python_of(str(silent), {}) == python


def test_the_environment_that_pdm_has_chosen_for_a_project(tmp_path):
    python = environment(tmp_path / "venvs" / "app-3.12")
    (python.parent.parent / "pyvenv.cfg").write_text("home = /x\n", encoding="utf-8")
    project = tmp_path / "app"
    project.mkdir()
    (project / ".pdm-python").write_text(f"{python}\n", encoding="utf-8")
    assert python_of(str(project), {}) == python


def test_the_folder_in_which_one_stands_is_not_what_pdm_has_chosen(tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    (here / "pyvenv.cfg").write_text("home = /x\n", encoding="utf-8")
    monkeypatch.chdir(here)
    project = tmp_path / "app"
    project.mkdir()
    assert "no Python in" in str(refused(project).sentence)


def test_a_python_without_an_environment_is_not_what_pdm_keeps_packages_in(tmp_path):
    python = environment(tmp_path / "python312")
    project = tmp_path / "app"
    project.mkdir()
    (project / ".pdm-python").write_text(str(python), encoding="utf-8")
    assert "no Python in" in str(refused(project).sentence)


@pytest.mark.parametrize(
    "file, said, asking",
    [
        ("pyproject.toml", "[tool.poetry]\n", "poetry env info --path"),
        ("pyproject.toml", 'build-backend = "poetry.core.masonry.api"\n', "poetry env info --path"),
        ("pyproject.toml", "[tool.hatch.envs.types]\n", "hatch env find"),
        ("Pipfile", "[packages]\n", "pipenv --venv"),
    ],
)
def test_who_keeps_the_environments_of_all_projects_is_asked_for_that_of_one(
    tmp_path, file, said, asking
):
    (tmp_path / file).write_text(said, encoding="utf-8")
    assert asking in str(refused(tmp_path).step)


def test_what_builds_a_project_keeps_no_environment_of_it(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        'build-backend = "hatchling.build"\n', encoding="utf-8"
    )
    assert "no Python in" in str(refused(tmp_path).sentence)
