"""The one door to the outside, opened onto the machine on which the tests run."""

from __future__ import annotations

import os
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import compiler
from setup_doctor.machine import Machine, environment, process
from setup_doctor.machine.registry import Key
from tests.dist_info import write_down

windows = pytest.mark.skipif(sys.platform != "win32", reason="a fact of Windows")


def test_it_knows_the_interpreter_it_runs_in():
    interpreter = Machine().interpreter
    assert interpreter.executable == Path(sys.executable)
    assert interpreter.dotted == ".".join(map(str, sys.version_info[:3]))
    assert interpreter.tag == sysconfig.get_platform()
    assert interpreter.bits == 64
    assert interpreter.in_virtual_environment is (sys.prefix != sys.base_prefix)


def test_the_facts_that_head_a_report_are_all_there():
    assert all(environment(Machine()).values())


def test_another_python_is_started_outside_the_users_folder(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise SystemExit('the wrong torch')")
    monkeypatch.chdir(tmp_path)
    done = Machine().python("-c", "import os; print(os.getcwd())")
    assert done.ok
    assert os.path.samefile(done.stdout.strip(), sys.prefix)


def test_a_python_answers_in_utf8_whatever_the_user_has_set():
    machine = replace(Machine(), environ={**os.environ, "PYTHONIOENCODING": "cp1251"})
    assert machine.python("-c", "print('Евгений ✓')").stdout == "Евгений ✓\n"


def test_the_limit_of_the_machine_holds_for_what_it_runs():
    done = replace(Machine(), limit=2.0).python("-c", "import time; time.sleep(60)")
    assert done.timed_out


def test_a_package_is_known_by_its_record_without_being_imported():
    assert Machine().distribution("pytest").version == pytest.__version__
    assert Machine().distribution("no-such-package") is None


def test_recorded_sizes_are_those_on_the_disk():
    machine = Machine()
    files = machine.installed_files("packaging", (".py",))
    assert files
    assert all(machine.size(file.path) == file.size for file in files)


def test_what_is_not_there_is_none(tmp_path):
    machine = Machine()
    nowhere = tmp_path / "Евгений" / "nothing"
    assert not machine.is_file(nowhere)
    assert machine.size(nowhere) is None
    assert machine.read_text(nowhere) is None
    assert machine.which("no-such-program-anywhere") is None


def test_the_free_space_of_a_folder_that_is_yet_to_be_made_is_that_of_its_disk(tmp_path):
    assert Machine().free_bytes(tmp_path / "a" / "b") > 0


@windows
def test_it_says_windows_and_the_names_of_its_environment_are_in_capitals():
    machine = Machine()
    assert machine.platform == "windows"
    assert all(name == name.upper() for name in machine.environ)


@windows
def test_vswhere_is_looked_for_in_the_installers_real_folder():
    looked_at = compiler.msvc(Machine()).evidence[0].looked_at
    assert looked_at.endswith(r"\Program Files (x86)\Microsoft Visual Studio\Installer\vswhere.exe")


@windows
def test_a_stopped_program_leaves_no_file_locked(tmp_path):
    held = tmp_path / "held"
    code = "import sys, time; f = open(sys.argv[1], 'w'); time.sleep(600)"
    for limit in (4, 20, 90):  # the last ones for a machine that is busy with other things
        done = process.run([sys.executable, "-c", code, str(held)], os.environ, limit)
        if held.exists():
            break
    assert done.timed_out
    held.unlink()


def test_the_names_in_a_folder_come_sorted_and_a_missing_folder_has_none(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name).touch()
    assert Machine().entries(tmp_path) == ("a", "b")
    assert Machine().entries(tmp_path / "nowhere") == ()


def test_a_path_of_the_registry_names_its_root():
    assert Machine().registry(r"HKLM\SOFTWARE\No Such Company At All") is None
    with pytest.raises(ValueError, match="HKLM or HKCU"):
        Machine().registry("SOFTWARE")


def test_a_value_of_the_registry_is_found_whatever_its_case():
    key = Key({"KitsRoot10": "C:\\Kits", "Installed": 1})
    assert key.text("kitsroot10") == "C:\\Kits"
    assert (key.number("installed"), key.number("KitsRoot10"), key.text("none")) == (1, None, "")


@windows
def test_the_registry_is_read_in_the_view_of_a_64_bit_program():
    import winreg

    path = r"Software\setup-doctor tests\Ключ"
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as key:
        winreg.SetValueEx(key, "Folder", 0, winreg.REG_SZ, r"C:\Евгений")
        winreg.SetValueEx(key, "Installed", 0, winreg.REG_DWORD, 1)
    try:
        found = Machine().registry("HKCU\\" + path)
        assert found == Key({"Folder": r"C:\Евгений", "Installed": 1})
        above = Machine().registry(r"HKCU\Software\setup-doctor tests")
        assert above.keys == ("Ключ",)
    finally:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, r"Software\setup-doctor tests")


def test_the_processor_is_named_as_its_system_names_it():
    known = {"AMD64", "ARM64", "x86"} if sys.platform == "win32" else {os.uname().machine}
    assert Machine().processor() in known


def test_a_library_whose_name_goes_on_with_its_version_is_one(tmp_path):
    rows = "av.libs/libavformat-46.so.62.12.102,sha256=x,7\nav/some.so.txt,,1\n"
    write_down(tmp_path, "av", "1.0", rows)
    machine = replace(Machine(), interpreter=replace(Machine().interpreter, path=(str(tmp_path),)))
    (found,) = machine.installed_files("av", (".so",))
    assert (found.path.name, found.size) == ("libavformat-46.so.62.12.102", 7)
