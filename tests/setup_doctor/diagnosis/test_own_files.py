"""Files of the user's that are called like a package, and packages that are written down twice."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.diagnosis import own_files
from setup_doctor.diagnosis.written_twice import remedy, written_twice
from setup_doctor.machine import Machine
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.shell import PYTHON
from setup_doctor.model import Status
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine

SITE = find("python.site-packages")
APP = Path("/home/eva/app")
PACKAGES = Path("/home/eva/app/.venv/lib/python3.12/site-packages")


def standing(*files: str, folder: Path = APP) -> FakeMachine:
    return FakeMachine(files={APP / name: "" for name in files}, folder=folder)


def with_records(
    *records: str, lacking: tuple[str, ...] = (), extra: tuple[str, ...] = ()
) -> FakeMachine:
    wanted = [f"{record}/{part}" for record in records for part in ("METADATA", "RECORD")]
    files = {
        PACKAGES / name: "" for name in (*wanted, *(f"{r}/INSTALLER" for r in lacking), *extra)
    }
    return FakeMachine(files=files, interpreter=replace(LINUX_PYTHON, packages=(PACKAGES,)))


# -- files of the user's


@pytest.mark.parametrize("file", ["torch.py", "numpy.py", "typing.py", "pyannote/__init__.py"])
def test_a_file_of_the_users_that_is_found_in_place_of_a_package_is_named(file):
    assert own_files.hiding(standing(file)) == (APP, (file,))


@pytest.mark.parametrize("file", ["talk.py", "os.py", "sys.py", "torch.txt", "torch/notes.md"])
def test_what_hides_nothing_is_not_named(file):
    assert own_files.hiding(standing(file)) is None


def test_who_stands_elsewhere_is_told_of_the_folder_of_the_environment():
    machine = standing("random.py", folder=Path("/home/eva"))
    assert own_files.hiding(machine) == (APP, ("random.py",))


def test_who_stands_among_the_packages_sees_nothing_hidden():
    machine = with_records(extra=("numpy/__init__.py",))
    assert own_files.hiding(replace(machine, folder=PACKAGES)) is None


def test_the_check_tells_it_and_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "torch.py").touch()
    (tmp_path / "queue.py").touch()
    monkeypatch.chdir(tmp_path)
    found = SITE(Machine(interpreter=replace(Interpreter.running(), packages=())))
    assert (found.status, found.cause) == (Status.WARNING, "packages.own-name")
    assert str(found.message) == (
        f"In {Path.cwd()} programs find torch.py, queue.py of your own in place of the packages of these names."
    )
    assert str(found.remedies[0].title) == (
        "Rename your own file that is called like the package, and delete __pycache__"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["queue.py", "torch.py"]


# -- written down twice


def test_a_package_that_is_written_down_once_is_no_matter_however_it_is_spelled():
    machine = with_records("huggingface_hub-2.4.0.dist-info", "huggingface-2.0.dist-info")
    assert written_twice(machine) == ()


def test_of_two_whole_records_both_go_and_the_newer_version_comes():
    (twice,) = written_twice(
        with_records("soundfile-0.9.0.dist-info", "Soundfile-0.14.0.dist-info")
    )
    assert [version for _, version in twice.records] == ["0.14.0", "0.9.0"]
    away = (PYTHON, "-m", "pip", "uninstall", "--yes", "soundfile")
    found = remedy(twice, with_records())
    assert found.commands[:2] == (away, away)
    assert found.commands[2][-2:] == ("--only-binary=:all:", "soundfile==0.14.0")
    assert found.megabytes == 1


@pytest.mark.parametrize(
    "versions, newest",
    [(("2.0rc1", "2.0"), "2.0"), (("1.9", "1.10"), "1.10"), (("0.1", "of_old"), "0.1")],
)
def test_a_first_try_of_a_version_is_older_than_it(versions, newest):
    machine = with_records(*(f"soxr-{version}.dist-info" for version in versions))
    (twice,) = written_twice(machine)
    assert remedy(twice, machine).commands[-1][-1] == f"soxr=={newest}"


def test_a_record_that_pip_cannot_read_is_deleted_by_hand():
    machine = with_records("numpy-2.4.6.dist-info", lacking=("numpy-1.26.4.dist-info",))
    (twice,) = written_twice(machine)
    found = remedy(twice, machine)
    assert found.commands == ()
    assert str(found.title) == f"Delete in {PACKAGES}: numpy-1.26.4.dist-info"


@pytest.mark.parametrize(
    "name, extra", [("setup_doctor", ()), ("mine", ("mine-1.0.dist-info/direct_url.json",))]
)
def test_what_is_at_no_index_is_not_fetched_from_one(name, extra):
    machine = with_records(f"{name}-1.0.dist-info", f"{name}-2.0.dist-info", extra=extra)
    (twice,) = written_twice(machine)
    found = remedy(twice, machine)
    assert found.commands == ()
    assert str(found.title) == (
        f"Run 2 times: python -m pip uninstall {twice.name}; then install it again as before"
    )


def test_an_old_record_beside_a_new_one_counts_too():
    machine = with_records("PyYAML-6.0.dist-info", extra=("PyYAML-5.1-py3.12.egg-info/PKG-INFO",))
    (twice,) = written_twice(machine)
    assert (twice.name, len(twice.whole)) == ("pyyaml", 1)


def test_the_check_names_both_versions(tmp_path):
    for version in ("1.0", "2.0"):
        record = tmp_path / f"nowhere-{version}.dist-info"
        record.mkdir()
        for part in ("METADATA", "RECORD"):
            (record / part).touch()
    here = replace(Interpreter.running(), packages=(tmp_path,), prefix=Path(sys.prefix))
    found = SITE(Machine(interpreter=here))
    assert (found.status, found.cause) == (Status.WARNING, "packages.two-versions")
    assert str(found.message) == (
        "Written down more than once, so that files of several versions lie over each other: "
        "nowhere (1.0, 2.0)."
    )
