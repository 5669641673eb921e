"""What another Python says of itself, and what is said of one that does not answer."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

import pytest

from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.patient.answering import asked
from setup_doctor.patient.unusable import UnusableError
from tests.setup_doctor.patient.conftest import Patient, made

needs_links = pytest.mark.skipif(os.name != "posix", reason="needs links")


@pytest.fixture
def broken(tmp_path) -> Patient:
    return made(tmp_path / "venv")


def refused(python: Path, **environ: str) -> UnusableError:
    with pytest.raises(UnusableError) as refusal:
        asked(python, {**os.environ, **environ})
    assert refusal.value.broken
    return refusal.value


def test_it_says_what_decides_which_packages_fit_it(patient):
    told, own = asked(patient.python, os.environ), Interpreter.running()
    assert told.executable == patient.python
    assert told.prefix == patient.root
    assert told.packages == (patient.packages,)
    assert (told.version, told.bits, told.tag, told.base_prefix, told.include) == (
        *(own.version, own.bits, own.tag, own.base_prefix, own.include),
    )
    assert told.tags() == own.tags()  # the same Python, asked from outside


def test_the_path_on_which_it_looks_is_its_own(patient):
    folders = [
        str(Path(each)) for each in asked(patient.python, {**os.environ, "PYTHONPATH": ""}).path
    ]
    assert str(patient.packages) in folders
    assert sysconfig.get_path("stdlib") in folders
    assert not any("setup_doctor" in each for each in folders)


def test_what_a_sitecustomize_prints_or_raises_does_not_hide_the_answer(broken):
    code = "print('hello'); raise RuntimeError('no')"
    (broken.packages / "sitecustomize.py").write_text(code)
    assert asked(broken.python, os.environ).prefix == broken.root


def test_one_that_ends_while_it_starts(broken):
    (broken.packages / "sitecustomize.py").write_text("raise SystemExit('bye')")
    said = refused(broken.python)
    assert str(said.sentence) == (
        f"{broken.python} ends while it starts, over a sitecustomize or a .pth file of its own: "
        "SystemExit: bye"
    )


@needs_links
@pytest.mark.parametrize("code, is_gone", [(103, True), (1, False)])
def test_a_launcher_that_finds_no_python_says_so_by_its_code_though_the_folder_is_there(
    broken, tmp_path, code, is_gone
):
    # So it is on Windows: a Python that was uninstalled leaves its folder with what was put into it.
    for name in ("python", "python3"):
        (broken.root / "bin" / name).unlink(missing_ok=True)
    launcher = broken.root / "bin" / "python"
    launcher.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    launcher.chmod(0o755)
    (broken.root / "pyvenv.cfg").write_text(f"home = {tmp_path}\n", encoding="utf-8")
    said = str(refused(launcher).sentence)
    assert said.startswith(f"The Python behind {launcher} is gone: {tmp_path}.") is is_gone


@needs_links
def test_one_whose_base_is_gone(broken, tmp_path):
    for name in ("python", "python3"):
        (broken.root / "bin" / name).unlink(missing_ok=True)
    (broken.root / "bin" / "python").symlink_to(tmp_path / "gone" / "python3.12")
    said = refused(broken.root / "bin" / "python")
    gone = tmp_path / "gone" / "python3.12"
    assert str(said.sentence) == f"The Python behind {broken.root / 'bin/python'} is gone: {gone}."
    assert str(said.step).startswith(
        f"Make the environment anew: delete the folder {broken.root}, "
    )


@needs_links
def test_a_variable_that_keeps_it_from_starting_is_named(patient, tmp_path):
    said = refused(patient.python, PYTHONHOME=str(tmp_path))
    assert str(said.sentence).startswith(
        f"{patient.python} does not start with PYTHONHOME={tmp_path}: "
    )
    assert str(said.step) == "Unset PYTHONHOME, open a new window, and try again."


@needs_links
def test_a_program_that_only_is_called_like_one(tmp_path):
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'I am none' >&2; exit 3\n")
    program.chmod(0o755)
    said = refused(program)
    assert str(said.sentence) == f"{program} does not answer as a Python: I am none"


def test_the_empty_file_of_the_store(tmp_path):
    stub = tmp_path / "Microsoft" / "WindowsApps" / "python.exe"
    stub.parent.mkdir(parents=True)
    stub.write_bytes(b"")
    with pytest.raises(UnusableError, match="it opens a shop window"):
        asked(stub, os.environ)


@pytest.mark.parametrize("version", ["2.7", "3.8"])
def test_an_old_one_answers_in_words_that_it_understands(version):
    # pyenv's own stand-ins answer for the versions that are switched on, and for no others.
    known = [*os.get_exec_path(), *map(str, Path.home().glob(f".pyenv/versions/{version}*/bin"))]
    places = [Path(each, f"python{version}") for each in known if "shims" not in each]
    python = next(filter(Path.is_file, places), None)
    if python is None:
        pytest.skip(f"no Python {version} here")
    told = asked(python, os.environ)
    assert told.dotted.startswith(f"{version}.")
    assert told.bits == 64
