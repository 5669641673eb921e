"""The plug-in of CONTRIBUTING.md: taken out of the page as it stands, built, installed and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from diarizer.sample import sample

from .pages import CONTRIBUTING, ROOT, blocks, text

TITLE = "## A check, a backend or a format of another distribution\n"
PLACES = {
    "one_voice.py": "one_voice/backend.py",
    "tsv.py": "one_voice/tsv.py",
    "pyproject.toml": "pyproject.toml",
    "one_voice/checks.py": "one_voice/checks.py",
    "test_one_voice.py": "test_one_voice.py",
}


def listings():
    """The code of each file that the page names before it shows it."""
    found = {}
    for before, _, code in re.findall(
        r"([^\n]+)\n\n```(python|toml)\n(.*?)^```$", text(CONTRIBUTING), re.MULTILINE | re.DOTALL
    ):
        names = [name for name in re.findall(r"`([\w./]+)`", before) if name in PLACES]
        if names:
            found[names[-1]] = code
    return found


def commands():
    """The lines of the last block of the chapter."""
    chapter = text(CONTRIBUTING).partition(TITLE)[2].partition("\n## ")[0]
    (block,) = (each for each in blocks(CONTRIBUTING, "sh") if f"\n{each.code}" in chapter)
    return block.code.splitlines()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A folder with the recording, the plug-in, and what pip made of it in ``site``."""
    pytest.importorskip("setuptools")
    folder = tmp_path_factory.mktemp("plug-in")
    recording, truth = sample()
    shutil.copy(recording, folder / "meeting.m4a")  # what a file holds decides
    shutil.copy(truth, folder / "meeting.rttm")
    (folder / "one-voice" / "one_voice").mkdir(parents=True)
    (folder / "one-voice" / "one_voice" / "__init__.py").touch()
    for name, code in listings().items():
        (folder / "one-voice" / PLACES[name]).write_text(code, encoding="utf-8")
    ran(folder, f"{commands()[0]} --no-index --target site")
    shutil.rmtree(folder / "one-voice" / "one_voice")  # what was installed is what is run
    return folder


def ran(folder, line):
    """Run a line of the page with this Python."""
    program, *arguments = line.split()
    module = {"diarize": ["-m", "diarizer"], "setup-doctor": ["-m", "setup_doctor"], "python": []}
    path = os.pathsep.join([str(folder / "site"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, *module[program], *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_shows_every_file_of_the_plug_in():
    assert set(listings()) == set(PLACES)


def needs_the_diarizer():
    for name in ("numpy", "soundfile"):
        pytest.importorskip(name)


@pytest.mark.slow
def test_its_backend_diarizes_and_its_format_writes(here):
    needs_the_diarizer()
    ran(here, commands()[1])
    assert (here / "meeting.tsv").read_text(encoding="utf-8") == "0.000\t26.110\tSPEAKER_00\n"


@pytest.mark.slow
def test_turns_are_converted_to_its_format(here):
    shown = ran(here, commands()[2]).splitlines()
    assert len(shown) == len((here / "meeting.rttm").read_text(encoding="utf-8").splitlines())
    assert all(len(line.split("\t")) == 3 for line in shown)


@pytest.mark.slow
def test_the_doctor_runs_its_check_and_proves_its_backend(here):
    needs_the_diarizer()
    for line in commands()[3:5]:
        assert re.search(r"Ready: +one_voice +1 speaker in 26\.1 s", ran(here, line))
    listed = ran(here, "setup-doctor list")
    assert listed.splitlines()[-2].startswith("onevoice.proof ")
    assert "3 plug-ins answer" in ran(here, "setup-doctor check --only packages.plug-ins")


@pytest.mark.slow
def test_its_own_tests_pass(here):
    needs_the_diarizer()
    assert "4 passed" in ran(here, f"{commands()[5]} -q -p no:cacheprovider -p no:xdist")
