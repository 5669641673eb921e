"""`packages.microphone`: a stand-in for sounddevice, asked in processes of their own."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import Machine
from setup_doctor.model import Cost, Status
from tests import plug_ins
from tests.stand_in_sounddevice import MICROPHONE, SPEAKERS, lay_down, source

LISTED, OPENS = find("packages.microphone"), find("packages.microphone-opens")
PIPE = "Without one: ffmpeg -i INPUT -f wav - | diarize --live -"


@pytest.fixture
def found(tmp_path):
    """What a check finds where sounddevice is this."""
    path = os.pathsep.join((str(tmp_path), str(plug_ins.ROOT)))
    machine = replace(Machine(), environ={**os.environ, "PYTHONPATH": path})

    def look(check, text):
        lay_down(tmp_path, text)
        finding = check(machine)
        ways_out = [str(each.title) for each in finding.remedies]
        return finding.status, finding.cause, str(finding.message), ways_out

    return look


def test_the_microphones_are_named_and_none_is_opened(found):
    text = source(SPEAKERS, MICROPHONE, error="AssertionError('opened')")
    assert found(LISTED, text) == (Status.OK, "", "Microphones: 1 USB Audio", [])


def test_a_machine_without_one_is_no_fault(found):
    status, cause, message, ways_out = found(LISTED, source(SPEAKERS))
    assert (status, cause) == (Status.NOTE, "packages.microphone-none")
    assert message == "There is no microphone on this machine."
    assert ways_out == ["Plug one in, or switch it on, and begin again.", PIPE]


@pytest.mark.parametrize(
    ("text", "cause", "message"),
    [
        (
            "raise ImportError('No module named sounddevice')",
            "packages.microphone-package",
            "The package that records from a microphone is not installed.",
        ),
        (
            "raise OSError('PortAudio library not found')",
            "packages.microphone-portaudio",
            "PortAudio, the library that opens microphones, is not on this machine.",
        ),
    ],
)
def test_a_package_or_library_that_lacks_is_optional_and_each_has_its_own_way_out(
    found, text, cause, message
):
    status, named, said, (first, *_) = found(LISTED, text)
    assert (status, named, said) == (Status.ABSENT, cause, message)
    assert "install" in first


def test_a_driver_that_ends_the_process_is_an_answer_too(found):
    status, cause, message, _ = found(LISTED, "import os; os._exit(77)")
    assert (status, cause) == (Status.UNKNOWN, "packages.microphone")
    assert message.endswith(": the process died with code 77")


def test_whether_it_opens_is_only_looked_at_where_it_is_asked_for(found):
    assert OPENS.cost is Cost.DEEP
    pytest.importorskip("numpy")  # in which sound is recorded
    said = found(OPENS, source(SPEAKERS, MICROPHONE))
    assert said == (Status.OK, "", "The microphone 'USB Audio' opens", [])


@pytest.mark.parametrize(
    ("error", "cause", "message", "way_out"),
    [
        (
            "PortAudioError('Error opening InputStream: Device unavailable', -9985)",
            "microphone.taken",
            "The microphone cannot be opened: another program has it, or it may not be used.",
            "Close the program that records, and begin again.",
        ),
        (
            "PortAudioError('Error opening InputStream: Invalid sample rate', -9997)",
            "microphone.rate",
            "The microphone gives no sound of a kind that is wanted here.",
            "Choose another one of these with --microphone.",
        ),
    ],
)
def test_one_that_does_not_open_is_told_by_portaudios_number(found, error, cause, message, way_out):
    pytest.importorskip("numpy")
    said = found(OPENS, source(MICROPHONE, error=error))
    assert said == (Status.NOTE, cause, message, [way_out])
