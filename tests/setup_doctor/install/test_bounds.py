"""Where the project or what is installed wants another version, what was tested gives way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from setup_doctor.install import bounds, constraints_but, requirements, route
from setup_doctor.managers import project_file
from setup_doctor.testing.fake_machine import LINUX_PYTHON, installed
from tests.setup_doctor.fakes import FakeMachine

APP = Path("/home/eva/app")
ON_PATH = {name: Path(f"/usr/bin/{name}") for name in ("uv", "poetry", "pdm", "pipenv")}


def project(content, sign="uv.lock", file="pyproject.toml", **facts):
    files = {APP / sign: "", APP / file: content}
    return FakeMachine(files=files, paths=ON_PATH, **facts)


@pytest.mark.parametrize(
    "content, names",
    [
        ('[project]\ndependencies = ["numpy<2.4"]\n', {"numpy"}),
        ('[project]\ndependencies = ["numpy>=2", "Soundfile==0.12.1"]\n', {"soundfile"}),
        ('[project.optional-dependencies]\nold = ["scikit_learn<1.5"]\n', {"scikit-learn"}),
        ('[dependency-groups]\ndev = ["scipy<1.16", {include-group = "x"}]\n', {"scipy"}),
        ('[tool.uv]\nconstraint-dependencies = ["joblib<1.5"]\n', {"joblib"}),
        (
            '[tool.poetry.dependencies]\nnumpy = "^1.26"\nav = "~17.0"\njoblib = "^1.2"\n',
            {"numpy", "av"},
        ),
        ('[tool.poetry.group.dev.dependencies]\nsoxr = {version = "0.5.*"}\n', {"soxr"}),
        ('[tool.poetry.dependencies]\nnumpy = ">=1.26 <2.1"\nav = "*"\n', {"numpy"}),
        ("not toml", set()),
    ],
)
def test_every_list_of_a_project_file_is_read(content, names):
    assert bounds.bounded(project(content)) == names


def test_pipenv_and_conda_have_files_of_their_own():
    pipfile = '[packages]\nnumpy = "<2.4"\n[dev-packages]\nav = {version = "==17.1.0"}\n'
    assert bounds.bounded(project(pipfile, "Pipfile.lock", "Pipfile")) == {"numpy", "av"}
    prefix = Path("/conda/envs/d")
    where = replace(LINUX_PYTHON, prefix=prefix, base_prefix=prefix)
    pinned = {prefix / "conda-meta" / "pinned": "# ours\nnumpy =2.3\nscipy <2\n"}
    assert bounds.bounded(FakeMachine(interpreter=where, files=pinned)) == {"numpy"}


def test_what_an_installed_package_asks_for_and_has_it_keeps():
    asked = ("numpy<2.3", "scipy<1; python_version < '3.9'", "joblib<1", "x<2")
    here = installed(numpy="2.2.6", scipy="0.9", joblib="1.5")
    assert bounds.bounded(FakeMachine(asked=asked, packages=here)) == {"numpy"}


def test_uv_gets_a_file_without_what_the_project_bounds():
    machine = project('[project]\ndependencies = ["numpy<2.4"]\n')
    write, add, *_ = route.commands(machine, "resemblyzer")
    file = LINUX_PYTHON.prefix / "share" / "setup-doctor" / "constraints.txt"
    module = "setup_doctor.install.constraints_but"
    assert write == (str(LINUX_PYTHON.executable), "-m", module, str(file), "numpy")
    assert add[4:7] == ("--constraints", str(file), "numpy")
    left = constraints_but.left({"numpy"})
    assert "\nnumpy" not in left
    assert "\nscipy==1.17.1" in left


def test_pip_does_not_replace_what_others_ask_for():
    machine = FakeMachine(asked=("numpy<2.3",), packages=installed(numpy="2.2.6"))
    install = next(each for each in route.commands(machine, "resemblyzer") if "install" in each)
    held = Path(install[install.index("--constraint") + 1])
    assert held.parts[-3:] == ("share", "setup-doctor", "constraints.txt")


@pytest.mark.parametrize("sign", ["poetry.lock", "pdm.lock"])
def test_what_the_project_names_is_not_named_anew(sign):
    machine = project('[project]\ndependencies = ["numpy<2.4"]\n', sign)
    (add, *_) = route.commands(machine, "resemblyzer")
    assert not [word for word in add if word.startswith("numpy")]
    assert [word for word in add if word.replace("@", "") == "soxr~=1.1.0"]


def test_what_is_written_into_the_project_file_goes_with_its_groups():
    content = '[project]\nname = "a"\n[dependency-groups]\ndev = ["numpy<2.4"]\n'
    written = project_file.edited(content, "uv", project_file.Needs(("resemblyzer",)))
    assert '"numpy",' in written
    assert '"soxr~=1.1.0",' in written


@pytest.mark.parametrize(
    "said, standard",
    [
        ("^2.1", ">=2.1,<3"),
        ("^0.3", ">=0.3,<0.4"),
        ("~2.1.3", ">=2.1.3,<2.2"),
        ("~2", ">=2,<3"),
        ("2.1", "==2.1"),
    ],
)
def test_poetrys_own_spelling_is_understood(said, standard):
    assert bounds._specifier(said) == SpecifierSet(standard)


def test_every_tested_version_is_found_for_one_python():
    assert len([each for each in requirements.proven("3.12") if each.name == "numpy"]) == 1


@pytest.mark.parametrize(
    "sign, remove",
    [
        ("uv.lock", ("uv", "remove", "--project", str(APP), "webrtcvad")),
        (
            "poetry.lock",
            ("poetry", "remove", "--no-interaction", "--directory", str(APP), "webrtcvad"),
        ),
        ("pdm.lock", ("pdm", "remove", "--project", str(APP), "webrtcvad")),
    ],
)
def test_a_project_that_names_the_source_webrtcvad_lets_go_of_it_first(sign, remove):
    machine = project('[project]\ndependencies = ["webrtcvad>=2"]\n', sign)
    assert route.commands(machine, "resemblyzer")[0] == remove
