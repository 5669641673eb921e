"""What the doctor is made of lacks, and the folder in which it was called is gone: lines, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import setup_doctor
from setup_doctor.cli.own_packages import lacking

LACKS = "raise ModuleNotFoundError(\"No module named 'typer'\", name='typer')"
CUT = "def f(:\n"


def started(folder, *arguments, **variables):
    """The doctor, whose typer is what lies in `folder`."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); from setup_doctor.cli import main; main()"
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8", "SETUP_DOCTOR_LANG": "en", **variables}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=environ,
        check=False,
    )


@pytest.mark.parametrize(
    "source, said",
    [(LACKS, "ModuleNotFoundError: No module named 'typer'"), (CUT, "SyntaxError: ")],
)
def test_a_package_of_the_doctors_that_lacks_or_is_cut_is_named_with_what_brings_it_back(
    source, said, tmp_path
):
    packages = tmp_path / "site-packages"
    (packages / "typer").mkdir(parents=True)
    (packages / "typer" / "__init__.py").write_text(source, encoding="utf-8")
    done = started(packages, "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    first, second = done.stderr.strip().splitlines()
    assert first.startswith("setup-doctor cannot be loaded: its package typer lacks or is cut (")
    assert said in first
    assert second.endswith("-m pip install --force-reinstall typer")


def test_it_is_said_in_the_language_of_the_reader(tmp_path):
    (tmp_path / "typer.py").write_text(LACKS, encoding="utf-8")
    done = started(tmp_path, "check", SETUP_DOCTOR_LANG="ru")
    assert done.stderr.startswith("setup-doctor не загружается: ")


def test_another_home_of_python_is_blamed_where_one_is_set(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/usr")
    monkeypatch.setenv("SETUP_DOCTOR_LANG", "en")
    assert lacking(ModuleNotFoundError("No module named '_csv'", name="_csv")) == (
        "setup-doctor cannot be loaded: this Python lacks _csv, a part of itself.\n"
        "PYTHONHOME is set to /usr, and this Python looks for its packages there: unset it, and open a new "
        "window."
    )


@pytest.mark.parametrize("module, package", [("markdown_it", "markdown-it-py"), ("yaml", "PyYAML")])
def test_what_pip_calls_otherwise_is_asked_of_it_by_its_own_name(module, package, monkeypatch):
    monkeypatch.delenv("PYTHONHOME", raising=False)
    monkeypatch.setenv("SETUP_DOCTOR_LANG", "en")
    said = lacking(ModuleNotFoundError(f"No module named {module!r}", name=module))
    assert said.endswith(f" -m pip install --force-reinstall {package}")


@pytest.mark.parametrize(
    "platform, python, shown",
    [
        ("win32", r"C:\.venv\python.exe", r"C:\.venv\python.exe -m"),
        ("win32", r"C:\it's a\python.exe", r"& 'C:\it''s a\python.exe' -m"),
        ("linux", "/it is/python", "'/it is/python' -m"),
    ],
)
def test_the_command_can_be_pasted_into_the_shell_of_the_system(
    platform, python, shown, monkeypatch
):
    monkeypatch.delenv("PYTHONHOME", raising=False)
    monkeypatch.setenv("SETUP_DOCTOR_LANG", "en")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "executable", python)
    said = lacking(ModuleNotFoundError("No module named 'typer'", name="typer"))
    assert said.splitlines()[1].startswith(f"To bring it back: {shown} pip install")


def test_of_packages_that_import_each_other_the_one_that_breaks_off_is_named(monkeypatch):
    monkeypatch.delenv("PYTHONHOME", raising=False)
    monkeypatch.setenv("SETUP_DOCTOR_LANG", "en")
    inner = compile("raise ValueError('zeros')", "/env/site-packages/rich/text.py", "exec")
    outer = compile("exec(inner)", "/env/site-packages/typer/main.py", "exec")
    with pytest.raises(ValueError, match="zeros") as caught:
        exec(outer, {"inner": inner})  # noqa: S102, what a traceback says of two files
    assert lacking(caught.value).endswith(" -m pip install --force-reinstall rich")


def test_a_part_of_python_is_not_asked_of_pip(monkeypatch):
    monkeypatch.delenv("PYTHONHOME", raising=False)
    monkeypatch.setenv("SETUP_DOCTOR_LANG", "en")
    assert "pip" not in lacking(ModuleNotFoundError("No module named '_ssl'", name="_ssl"))


def test_a_fault_of_the_doctors_own_is_not_explained_away():
    own = ImportError("cannot import name 'x' from 'setup_doctor.cli'", name="setup_doctor.cli")
    with pytest.raises(ImportError, match="setup_doctor"):
        lacking(own)


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps a folder in which somebody stands"
)
@pytest.mark.parametrize(
    "arguments", [("check", "--offline", "--only", "python.version"), ("list",)]
)
def test_a_folder_that_is_gone_stops_nothing(arguments, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, str(gone), sys.executable, "-m", "setup_doctor", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(Path(setup_doctor.__file__).parents[1])},
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "itself failed" not in done.stderr
    assert done.returncode in {0, 1}
