"""The stand-in wheels: pip takes them for the real thing, and nothing is compiled."""

from __future__ import annotations

import os
import sys
import zipfile

import pytest
from packaging.metadata import Metadata
from packaging.utils import parse_wheel_filename

from setup_doctor.install import stand_in_wheels
from setup_doctor.machine import process


def pip(*arguments):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    # Without the settings of this machine, which may name a folder of wheels.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return process.run(command, {**environ, "PIP_CONFIG_FILE": os.devnull}, limit=300)


def test_the_wheels_are_what_their_names_say(tmp_path):
    for path in stand_in_wheels.write(tmp_path):
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as wheel:
            assert wheel.testzip() is None
            member = next(each for each in wheel.namelist() if each.endswith("METADATA"))
            metadata = Metadata.from_email(wheel.read(member), validate=True)
        assert (metadata.name, metadata.version) == (name, version)
        assert {str(tag) for tag in tags} == {"py3-none-any"}


def test_they_hold_no_code_at_all(tmp_path):
    for path in stand_in_wheels.write(tmp_path):
        with zipfile.ZipFile(path) as wheel:
            assert all(".dist-info/" in member for member in wheel.namelist())


def test_the_same_wheel_comes_out_byte_for_byte(tmp_path):
    first = [path.read_bytes() for path in stand_in_wheels.write(tmp_path)]
    assert [path.read_bytes() for path in stand_in_wheels.write(tmp_path)] == first


def test_pip_counts_a_stand_in_for_what_resemblyzer_asks_for(tmp_path):
    stand_in_wheels.write(tmp_path / "папка с пробелом")
    done = pip(
        *("install", "--dry-run", "--no-index", "--no-deps", "--ignore-installed"),
        *("--find-links", tmp_path / "папка с пробелом", "webrtcvad>=2.0.10", "typing"),
    )
    assert done.returncode == 0, done.stderr
    assert "webrtcvad-2.0.10.post9" in done.stdout
    assert "typing-3.10.0.0.post9" in done.stdout


def test_the_stand_in_brings_the_wheels_along(tmp_path):
    stand_in_wheels.write(tmp_path)
    done = pip(
        *("install", "--dry-run", "--no-index", "--ignore-installed"),
        *("--find-links", tmp_path, "webrtcvad"),
    )
    assert done.returncode != 0  # there is no index to take them from
    assert "webrtcvad-wheels>=2.0.14" in done.stderr


@pytest.mark.parametrize("version, ours", [("2.0.10", False), ("2.0.10.post9", True)])
def test_a_stand_in_is_told_from_the_real_one(version, ours):
    assert stand_in_wheels.is_stand_in(version) is ours
