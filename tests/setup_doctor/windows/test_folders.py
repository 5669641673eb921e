"""Folders, drives and held files of a Windows, made for real."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import Machine
from setup_doctor.machine.folder_abilities import FolderAbilities
from tests.setup_doctor.windows.limits import PINNED, marked, no_links, short_paths
from tests.setup_doctor.windows.mapped import FIXED, NETWORK, REMOVABLE, mapped
from tests.setup_doctor.windows.states import in_wine, is_wine

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="made on Windows only")


def machine(**environ):
    return Machine(environ={**os.environ, **environ})


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Евгений Ёлкин"
    made.mkdir()
    yield made
    assert list(made.iterdir()) == []  # everything that was tried was taken away


def test_a_cyrillic_folder_with_a_blank_can_be_used(folder):
    finding = find("windows.user-folder")(machine(TEMP=str(folder), HF_HOME=str(folder)))
    assert finding.status.passes
    lacking = [str(e.seen) for e in finding.evidence if str(folder) in e.looked_at]
    assert all(seen.startswith("written and read") for seen in lacking)


def test_a_model_and_a_recording_are_opened_there_as_far_as_the_packages_are_installed(folder):
    environ = {"TEMP": str(folder), "HF_HOME": str(folder)}
    there = os.pathsep.join(filter(None, sys.path))
    finding = find("windows.user-folder-answers")(machine(PYTHONPATH=there, **environ))
    assert finding.status.value == "ok"
    seen = {e.looked_at: str(e.seen) for e in finding.evidence}
    assert seen["HF_HOME, write and read"] == "works"
    assert all(word == "works" or word.startswith("not tried") for word in seen.values())


def test_a_long_path_is_what_can_be_made(folder):
    problem = machine().try_long_path(folder)
    finding = find("windows.long-paths")(machine(TEMP=str(folder)))
    assert (finding.status.value == "ok") == (problem == "")
    if is_wine():
        assert problem == ""  # it knows no limit


def test_a_link_is_what_can_be_read_through(folder):
    trial = machine().try_folder(folder)
    finding = find("windows.links")(machine(HF_HOME=str(folder)))
    assert trial.links == (finding.cause == "")
    if is_wine():
        assert trial == FolderAbilities(link_problem="No such file or directory")
        assert finding.cause == "windows.links"


def test_a_drive_that_is_gone_is_named():
    finding = find("windows.drives")(machine(HF_HOME="Q:\\модели"))
    assert (finding.status.value, finding.cause) == ("failed", "windows.drive-missing")
    assert str(finding.message) == "HF_HOME lies on Q:\\, which is not there."
    assert str(finding.remedies[0].title).startswith("setx HF_HOME C:\\d\\hf")


def test_the_drive_of_the_system_is_fixed_and_has_a_file_system():
    drive = machine().drive(Path(os.environ["SYSTEMROOT"]))
    assert (drive.kind, drive.filesystem) == ("fixed", "NTFS")


def test_a_folder_of_onedrive_is_known_by_the_variable(folder):
    finding = find("windows.onedrive")(machine(ONEDRIVE=str(folder), HF_HOME=str(folder / "hf")))
    assert (finding.status.value, finding.cause) == ("warning", "windows.onedrive")
    assert str(finding.message).startswith("HF_HOME lies in a folder")


def test_new_files_are_tried_and_removed(folder):
    finding = find("windows.new-files")(machine(TEMP=str(folder)))
    assert finding.status.passes


def test_the_code_pages_are_those_of_the_system():
    pages = machine().code_pages()
    assert pages.ansi
    assert pages.oem
    finding = find("windows.code-page")(machine())
    assert finding.status.passes
    assert f"cp{pages.ansi}" in str(finding.message) or pages.ansi == 65001


def test_a_short_name_leads_to_the_same_file(folder):
    file = folder / "проба.txt"
    file.write_text("here", encoding="utf-8")
    short = machine().short_path(str(file))
    assert Path(short).read_text(encoding="utf-8") == "here"
    assert machine().whole_path(short) == str(file)
    file.unlink()


# What wine grants and Windows refuses; drives of every kind. Made in a Windows that nobody uses.


def in_folder(below, **environ):
    """This machine with an environment below `below`."""
    here = machine(**environ)
    return replace(here, interpreter=replace(here.interpreter, prefix=below))


@in_wine
@pytest.mark.parametrize(
    "below, status, cause, message",
    [
        (
            Path("C:\\d\\.venv"),
            "note",
            "windows.long-paths-off",
            "Long paths are off, and none is needed: 200 of 260",
        ),
        (
            Path("C:\\Users\\Евгений\\Documents\\учёба\\третий курс\\диаризация и записи\\.venv"),
            "warning",
            "windows.long-paths",
            "Windows cuts paths at 260 characters here, and the environment's will have 260.",
        ),
    ],
    ids=["short", "deep"],
)
def test_long_paths_that_are_refused_matter_to_a_deep_environment(
    folder, below, status, cause, message
):
    with short_paths():
        finding = find("windows.long-paths")(in_folder(below, TEMP=str(folder)))
    assert (finding.status.value, finding.cause, str(finding.message)) == (status, cause, message)
    assert finding.evidence[0].seen.startswith("WinError 206: ")


@in_wine
def test_a_link_without_the_privilege_is_told_with_its_number(folder):
    with no_links():
        finding = find("windows.links")(machine(HF_HOME=str(folder)))
    assert (finding.status.value, finding.cause) == ("note", "windows.links")
    assert finding.evidence[0].seen.startswith("WinError 1314: ")


@in_wine
@pytest.mark.parametrize(
    "kind, fat32, message",
    [
        (REMOVABLE, True, "HF_HOME lies on Y:\\, a poor place for it (removable, FAT32)."),
        (FIXED, True, "HF_HOME lies on Y:\\, a poor place for it (fixed, FAT32)."),
        (NETWORK, False, "HF_HOME lies on Y:\\, a poor place for it (network, NTFS)."),
    ],
    ids=["a stick", "FAT32", "a network drive"],
)
def test_a_drive_that_is_a_poor_place_is_named_with_what_it_is(folder, kind, fat32, message):
    with mapped(folder, "Y", kind, fat32=fat32) as root:
        finding = find("windows.drives")(machine(HF_HOME=str(root / "hf")))
    assert (finding.status.value, finding.cause) == ("warning", "windows.drive-unfit")
    assert str(finding.message) == message


@in_wine
def test_a_drive_that_has_been_taken_away_is_missed(folder):
    with mapped(folder, "Y", NETWORK) as root:
        pass
    finding = find("windows.drives")(machine(HF_HOME=str(root / "hf")))
    assert (finding.status.value, finding.cause) == ("failed", "windows.drive-missing")


@in_wine
def test_a_folder_of_onedrive_is_known_by_its_mark(folder):
    with marked(folder, PINNED):
        finding = find("windows.onedrive")(machine(HF_HOME=str(folder / "hf")))
    assert (finding.status.value, finding.cause) == ("warning", "windows.onedrive")
    seen = {e.looked_at: e.seen for e in finding.evidence}
    assert seen[f"HF_HOME: {folder / 'hf'}"] == f"{folder}: pinned"


@in_wine
def test_a_folder_of_onedrive_is_known_by_its_account(folder):
    from tests.setup_doctor.windows.states import registered

    account = r"HKCU\Software\Microsoft\OneDrive\Accounts\Business1"
    with registered(account, UserFolder=str(folder)):
        finding = find("windows.onedrive")(machine(HF_HOME=str(folder / "hf")))
    assert (finding.status.value, finding.cause) == ("warning", "windows.onedrive")
    assert (f"{account}: UserFolder", str(folder)) in [
        (e.looked_at, e.seen) for e in finding.evidence
    ]
