"""The codes of Microsoft's installers: understood, and never the last word."""

from __future__ import annotations

import pytest

from setup_doctor.messages.text import text
from setup_doctor.model import Remedy
from setup_doctor.repair.installer_exit_codes import ending
from tests.docs import pages

SETUP = Remedy(text("Change it"), ((r"C:\Installer\setup.exe", "modify"),))
WINGET = Remedy(text("Install it"), (("winget", "install"),))
PIP = Remedy(text("Install torch"), (("python", "-m", "pip", "install", "torch"),))


@pytest.mark.parametrize("code", [1641, 3010, -1978334967, -1978334965])
def test_a_restart_is_asked_for_by_the_codes_that_say_so(code):
    assert ending(SETUP, code).restart


@pytest.mark.parametrize("code", [0, 740, 1001, 1618, 1602, 5003, 5007, 8006, 12345])
def test_and_by_no_other(code):
    assert not ending(WINGET, code).restart


def test_a_code_means_the_same_whether_or_not_windows_calls_it_negative():
    assert ending(SETUP, 2**32 - 1073720687) == ending(SETUP, -1073720687)
    assert "connection" in str(ending(SETUP, -1073720687).meaning)


def test_a_code_that_is_not_known_says_so():
    assert "not known" in str(ending(SETUP, 4711).meaning)


def test_the_codes_of_other_programs_are_not_taken_for_an_installers():
    assert ending(PIP, 3010) is None


def test_the_page_names_the_codes_that_the_program_knows():
    page = pages.ROOT / "docs" / "WINDOWS_FIX.md"
    cells = [row[0] for row in pages.rows(page)]
    codes = [int(part) for cell in cells for part in cell.split(",") if _is_number(part)]
    assert len(codes) > 15
    assert all("not known" not in str(ending(SETUP, code).meaning) for code in codes)


def _is_number(cell):
    return cell.strip().removeprefix("-").isdigit()
