"""Who keeps an environment is read off what its manager has left."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import python
from setup_doctor.install import by_manager, route
from setup_doctor.machine.keeper import keeper
from setup_doctor.machine.shell import runnable
from setup_doctor.machine.visit import Visit
from setup_doctor.messages.language import load
from setup_doctor.model import Status
from setup_doctor.testing.fake_machine import LINUX_PYTHON, installed
from tests.setup_doctor.fakes import FakeMachine

APP = Path("/home/eva/app")
VENV = APP / ".venv"
UV_VENV = {VENV / "pyvenv.cfg": "home = /usr/bin\nuv = 0.13.9\n"}
PROJECT = {APP / "pyproject.toml": '[project]\nname = "app"\nrequires-python = ">=3.11"\n'}
UV_PROJECT = {**UV_VENV, **PROJECT, APP / "uv.lock": '[[package]]\nname = "colorama"\n'}
ON_PATH = {name: Path(f"/usr/bin/{name}") for name in ("uv", "poetry", "pdm")}


def machine(files=(), prefix=VENV, **facts):
    where = replace(LINUX_PYTHON, prefix=prefix, executable=prefix / "bin" / "python")
    return FakeMachine(interpreter=where, files=dict(files), **facts)


@pytest.mark.parametrize(
    "files, prefix, name, project",
    [
        ({}, VENV, "pip", None),
        (UV_VENV, VENV, "uv", None),
        ({**UV_VENV, **PROJECT}, VENV, "uv", APP),
        (UV_PROJECT, VENV, "uv", APP),
        ({APP / "poetry.lock": ""}, VENV, "poetry", APP),
        ({APP / "pyproject.toml": "[tool.pdm]\n"}, VENV, "pdm", APP),
        ({**UV_VENV, APP / "pdm.lock": ""}, VENV, "pdm", APP),
        ({**UV_PROJECT, APP / "poetry.lock": ""}, VENV, "uv", APP),
        (PROJECT, Path("/c/pypoetry/virtualenvs/app-x-py3.12"), "poetry", APP),
        ({Path("/v/app-x/.project"): f"{APP}\n"}, Path("/v/app-x"), "pipenv", APP),
        ({Path("/p/venvs/d/pipx_metadata.json"): "{}"}, Path("/p/venvs/d"), "pipx", None),
        ({Path("/u/d/uv-receipt.toml"): ""}, Path("/u/d"), "uv tool", None),
    ],
)
def test_the_manager_is_named(files, prefix, name, project):
    found = keeper(machine(files, prefix))
    assert (found.name, found.project) == (name, project)


def without_one(files, prefix="/usr", **facts):
    place = Path(prefix)
    where = replace(
        LINUX_PYTHON, prefix=place, base_prefix=place, executable=place / "bin" / "python3"
    )
    return FakeMachine(interpreter=where, files=dict(files), **facts)


def test_conda_and_its_base_are_told_apart():
    own = without_one({Path("/conda/envs/d/conda-meta/history"): ""}, "/conda/envs/d")
    assert (keeper(own).name, keeper(own).base) == ("conda", False)
    assert python.environment(own).status is Status.OK
    base = {Path("/conda/conda-meta/history"): "", Path("/conda/condabin/conda"): ""}
    assert python.keeper(without_one(base, "/conda")).cause == "python.conda-base"


def test_a_python_of_the_system_lets_pip_install_nothing_unless_told():
    marker = {Path("/usr/lib/python3.12/EXTERNALLY-MANAGED"): "[externally-managed]\n"}
    assert python.keeper(without_one(marker)).cause == "python.externally-managed"
    told = without_one(marker, environ={"PIP_BREAK_SYSTEM_PACKAGES": "1"})
    assert python.keeper(told).status is Status.NOTE


USER_SITE = Path("/home/eva/.local/lib/python3.12/site-packages")


def test_packages_in_the_folder_of_the_account_are_told_as_such_and_not_as_pip_s():
    own = without_one({USER_SITE / "numpy-2.4.6.dist-info" / "METADATA": ""})
    assert (keeper(own).name, keeper(own).why) == (
        "user site",
        (("site-packages", str(USER_SITE)),),
    )
    finding = python.keeper(own)
    assert finding.status is Status.NOTE
    assert load("ru")(finding.message) == (
        f"Окружения нет: пакеты лежат в папке вашей учётной записи, {USER_SITE}, общей для всех ваших Python 3.12. "
        "pip ставит туда всё, что ему нельзя положить рядом с самим Python."
    )


def test_a_folder_of_the_account_that_takes_no_part_keeps_nothing():
    files = {USER_SITE / "numpy-2.4.6.dist-info" / "METADATA": ""}
    assert keeper(without_one(files, environ={"PYTHONNOUSERSITE": "1"})).name == "pip"
    assert keeper(machine(files)).name == "pip"  # an environment leaves it out by itself
    assert keeper(without_one({USER_SITE / "x.pth": ""})).name == "pip"


def test_on_windows_and_macs_the_folder_of_the_account_is_another_one():
    roaming = Path("/home/eva/AppData/Roaming/Python/Python312/site-packages/torch-2.8.dist-info/x")
    assert keeper(without_one({roaming: ""}, platform="windows")).name == "user site"
    library = Path("/home/eva/Library/Python/3.12/lib/python/site-packages/torch-2.8.dist-info/x")
    assert keeper(without_one({library: ""}, platform="macos")).name == "user site"


def test_what_the_lock_file_does_not_know_is_named_in_both_languages():
    finding = python.keeper(
        machine(UV_PROJECT, paths=ON_PATH, packages=installed(numpy="2.4.6", colorama="0.4.6"))
    )
    assert finding.cause == "python.not-locked"
    assert [r.commands for r in finding.remedies] == [(("setup-doctor", "install", "resemblyzer"),)]
    said = "Here, but not in uv.lock: numpy. The next `uv sync` removes them."
    assert load("en")(finding.message) == said
    said = "Установлено, но не записано в uv.lock: numpy. Следующий `uv sync` это удалит."
    assert load("ru")(finding.message) == said


def test_in_a_uv_project_uv_adds_and_without_a_project_uv_pip_installs():
    first = route.commands(machine(UV_PROJECT, paths=ON_PATH), "resemblyzer")[0]
    assert first[:4] == ("uv", "add", "--project", str(APP))
    alone = machine(UV_VENV, paths=ON_PATH)
    install = runnable(route.commands(alone, "resemblyzer")[1], alone)
    assert install[:5] == ("uv", "pip", "install", "--python", str(VENV / "bin" / "python"))
    assert "--no-input" not in install


def test_poetry_is_asked_for_versions_that_suit_the_oldest_python_of_the_project():
    files = {**PROJECT, APP / "poetry.lock": ""}
    (add, *_) = route.commands(machine(files, paths=ON_PATH), "resemblyzer")
    assert add[:5] == ("poetry", "add", "--no-interaction", "--directory", str(APP))
    assert "numpy@~=2.4.6" in add


@pytest.mark.parametrize(
    "folders, name", [("pypoetry/virtualenvs", "poetry"), ("pdm/venvs", "pdm")]
)
def test_it_is_said_where_pip_installs_past_a_manager_whose_project_is_elsewhere(folders, name):
    away = machine(prefix=Path("/c") / folders / "app-x-3.12", paths=ON_PATH)
    assert by_manager.manager(away) is None
    assert f"{name} keeps this environment, whose project is not known" in str(
        by_manager.told(away)
    )


def test_with_torch_the_project_file_is_written_first():
    whole = machine(UV_PROJECT, paths=ON_PATH, full=True)
    write, sync, *_ = route.commands(whole, "resemblyzer")
    assert write == (
        *("setup-doctor", "export", "resemblyzer", "--for", "uv", "--full", "--write", "--yes"),
    )
    assert sync == ("uv", "sync", "--inexact", "--project", str(APP))


PIPENV = {Path("/v/app-x/.project"): f"{APP}\n"}


def pipenv_in(folder, monkeypatch, **facts):
    on_path = {"pipenv": Path("/usr/bin/pipenv")}
    monkeypatch.setattr(FakeMachine, "here", lambda _: folder)
    return machine(PIPENV, Path("/v/app-x"), paths=on_path, **facts)


def test_pipenv_takes_the_stand_ins_by_their_path_since_it_leaves_nothing_out(monkeypatch):
    write, add, *_ = route.commands(pipenv_in(APP, monkeypatch, full=True), "resemblyzer")
    assert write[-2:] == ("setup_doctor.install.stand_in_wheels", str(APP / "wheels"))
    assert add[:2] == ("pipenv", "install")
    assert "./wheels/webrtcvad-2.0.10.post9-py3-none-any.whl" in add


def test_pipenv_is_not_started_where_it_would_take_another_project(monkeypatch):
    elsewhere = pipenv_in(Path("/home/eva"), monkeypatch)
    commands = route.commands(elsewhere, "resemblyzer")
    assert not any(command[0] == "pipenv" for command in commands)
    assert load("en")(by_manager.told(elsewhere)) == (
        "pipenv keeps this environment, and works only in the folder of its project: pip installs past it. "
        f"Go to {APP} first, and pipenv writes it into the project."
    )


def test_the_doctor_writes_the_project_file_of_another_environment_by_its_own_python():
    whole = machine(UV_PROJECT, paths=ON_PATH, full=True, visit=Visit("--python", ("doctor",)))
    first = runnable(route.commands(whole, "resemblyzer")[0], whole)
    assert first[:5] == (sys.executable, "-m", "setup_doctor", "--python", str(VENV / "bin/python"))


def test_a_manager_that_is_not_on_path_leaves_it_to_pip():
    commands = route.commands(machine(UV_PROJECT), "resemblyzer")
    assert any(command[1:4] == ("-m", "pip", "install") for command in commands)
