"""Packages whose files are cut, which pip takes for installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.diagnosis import cut_files, import_failure
from setup_doctor.machine import InstalledFile
from setup_doctor.messages.text import text
from setup_doctor.model.findings import failed, ok
from setup_doctor.repair import common_remedies
from tests.setup_doctor.fakes import FakeMachine, installed

LIBRARY = Path("/venv/numpy/core.so")
BROKEN = failed(
    "packages.import", text("it does not load"), (), common_remedies.install("resemblyzer")
)


def machine(size):
    return FakeMachine(
        packages=installed(numpy="2.4.6"),
        contents={"numpy": (InstalledFile(LIBRARY, 3_000_000),)},
        sizes={} if size is None else {LIBRARY: size},
    )


@pytest.mark.parametrize("size", [0, 2_999_999, None])
def test_a_cut_file_is_the_reason_and_its_package_is_fetched_again(size):
    found = cut_files.blamed(machine(size), "resemblyzer", BROKEN)
    assert found.cause == "packages.cut"
    assert "numpy" in str(found.message)
    again, other = found.remedies
    assert again.commands[0][-1] == "numpy==2.4.6"
    assert "--force-reinstall" in again.commands[0]
    assert again.megabytes == 2
    assert other == BROKEN.remedies[0]


def test_whole_files_are_not_blamed():
    assert cut_files.blamed(machine(3_000_000), "resemblyzer", BROKEN) is BROKEN


def test_what_the_doctor_has_set_aside_is_not_missed():
    aside = LIBRARY.with_name(f"{LIBRARY.name}.for-cuda")
    tidied = replace(machine(None), sizes={aside: 3_000_000})
    assert cut_files.blamed(tidied, "resemblyzer", BROKEN) is BROKEN


def part_gone(module):
    error = f"ModuleNotFoundError: No module named '{module}'"
    return import_failure.diagnose("pyannote.audio", import_failure.Answer(error=error))


def test_a_package_of_which_a_folder_is_left_is_brought_again():
    there = FakeMachine(packages=installed(numpy="2.4.6"))
    found = cut_files.blamed(there, "resemblyzer", part_gone("librosa.core"))
    assert "librosa is not installed" in str(found.message)
    assert found.remedies[0].commands[0][:3] == ("setup-doctor", "install", "resemblyzer")


@pytest.mark.parametrize("module", ["numpy.gone", "google.protobuf"])
def test_a_part_of_what_is_installed_or_of_something_else_is_no_folder_that_is_left(module):
    there = FakeMachine(packages=installed(numpy="2.4.6"))
    finding = part_gone(module)
    assert cut_files.blamed(there, "resemblyzer", finding) is finding


def test_what_works_is_not_looked_into():
    fine = ok(text("fine"))
    assert cut_files.blamed(machine(0), "resemblyzer", fine) is fine


def test_a_file_of_unknown_size_is_not_blamed():
    unknown = replace(machine(5), contents={"numpy": (InstalledFile(LIBRARY, None),)})
    assert cut_files.blamed(unknown, "resemblyzer", BROKEN) is BROKEN


def test_a_cut_file_of_a_package_that_torch_loads_is_told_beside_torch():
    found = cut_files.blamed_on(machine(0), ("numpy",), BROKEN)
    assert (found.cause, found.remedies[0].commands[0][-1]) == ("packages.cut", "numpy==2.4.6")


def said(words):
    return failed(
        "packages.import", text("it does not load"), [("import numpy", words)], *BROKEN.remedies
    )


def test_a_whole_file_that_the_system_does_not_load_is_of_another_processor():
    refused = said(
        f"ImportError: {LIBRARY}: cannot open shared object file: No such file or directory"
    )
    found = cut_files.blamed(machine(3_000_000), "resemblyzer", refused)
    assert found.cause == "packages.cut"
    assert str(found.message) == (
        "numpy: a compiled file is there and is not loaded: it was made for another processor or system, "
        "or is damaged inside."
    )
    assert found.remedies[0].commands[0][-1] == "numpy==2.4.6"


@pytest.mark.parametrize(
    "words",
    [
        "ImportError: libomp.so.5: cannot open shared object file: No such file or directory",
        f"ImportError: {LIBRARY}: undefined symbol: PyX",
    ],
)
def test_a_library_that_a_file_asks_for_is_no_fault_of_that_file(words):
    finding = said(words)
    assert cut_files.blamed(machine(3_000_000), "resemblyzer", finding) is finding
