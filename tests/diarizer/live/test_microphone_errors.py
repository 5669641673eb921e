"""Why there is no microphone is told by what PortAudio says, and by what Windows is set to."""

import sys
from types import SimpleNamespace

import pytest

from diarizer.live.sources import consent, microphone_errors
from diarizer.messages.text import text

MICROPHONE = {"index": 3, "hostapi": 0, "name": "USB Audio", "max_input_channels": 1}
SPEAKER = {"index": 0, "name": "Speakers", "max_input_channels": 0}


class PortAudioError(Exception):
    """As sounddevice raises it: what it says, and PortAudio's number."""


def refused(*raised, devices=(SPEAKER, MICROPHONE), wanted=""):
    module = SimpleNamespace(query_devices=lambda: list(devices))
    error = microphone_errors.refused(module, PortAudioError(*raised), wanted)
    return error.message, error.context, error.hint


@pytest.fixture(autouse=True)
def linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")


def test_one_that_another_program_has_is_told_apart_from_one_that_is_missing():
    taken = ("Error opening InputStream: Device unavailable", -9985)
    assert refused(*taken) == (
        "The microphone cannot be opened: another program has it, or it may not be used.",
        "PortAudio: ('Error opening InputStream: Device unavailable', -9985)\n"
        "Microphones: 3 USB Audio",
        "Close the program that records, and begin again.",
    )
    message, context, hint = refused("Error querying device -1", devices=[SPEAKER])
    assert message == "There is no microphone on this machine."
    assert context == "PortAudio: Error querying device -1\nMicrophones: none"
    assert hint.startswith("Plug one in, and look whether arecord -l lists it;")


def test_a_refusal_of_the_system_leads_to_its_settings(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(consent, "denied", lambda: None)
    message, _, hint = refused("Error opening InputStream", -9999)
    assert message == (
        "The system does not open the microphone: its settings refuse it, or its driver fails."
    )
    assert hint == "start ms-settings:privacy-microphone"
    assert refused("Device unavailable", -9985)[2] == (
        "Close the program that records, and begin again."
    )


def test_what_the_settings_of_windows_refuse_is_told_first(monkeypatch):
    said = text("Registry: {key} is Deny", key="HKLM\\...\\Value")
    monkeypatch.setattr(consent, "denied", lambda: said)
    message, context, hint = refused("Error opening InputStream", -9999)
    assert message == "The privacy settings of Windows do not let programs use the microphone."
    assert context.startswith("Registry: HKLM\\...\\Value is Deny\nPortAudio: ")
    assert hint == "start ms-settings:privacy-microphone"


def test_a_name_that_no_microphone_has_is_answered_with_those_that_there_are():
    message, context, hint = refused("No input device matching 'Rode'", wanted="Rode")
    assert message == "There is no microphone that is called 'Rode'."
    assert context.endswith("Microphones: 3 USB Audio")
    assert hint == "Give a number or a part of a name from this list."


def test_anything_else_leads_to_another_microphone():
    message, _, hint = refused("Internal PortAudio error", -9986)
    assert message == "The microphone cannot be opened."
    assert hint == "Choose another one of these with --microphone."
