"""The microphone: which device is meant, and what comes of one that is not as one wants it."""

import sys
from types import ModuleType

import numpy as np
import pytest

from diarizer.errors import MicrophoneUnavailable
from diarizer.live.sources.microphone import Microphone
from tests.stand_in_sounddevice import MICROPHONE, SPEAKERS, source

NUMBER = "PortAudioError('Error opening InputStream: {said}', {number})"
RATE = NUMBER.format(said="Invalid sample rate", number=-9997)


@pytest.fixture
def machine(monkeypatch):
    def with_devices(*devices, **facts):
        module = ModuleType("sounddevice")
        exec(source(*devices, **facts), vars(module))  # noqa: S102, a stand-in of our own
        monkeypatch.setitem(sys.modules, "sounddevice", module)
        return module

    return with_devices


def test_a_device_that_refuses_16_khz_is_recorded_at_its_own_rate_and_resampled(machine):
    module = machine({**MICROPHONE, "max_input_channels": 4}, error=RATE, formats=[(48_000, 4)])
    microphone = Microphone()
    assert module.LOG == [(16_000, 1), (48_000, 2), (48_000, 4), "started"]
    sound = microphone.sound()
    heard = np.concatenate([next(sound) for _ in range(20)])
    sound.close()
    assert 30_000 < len(heard) <= 32_000  # of two seconds; the resampler keeps the last of it
    np.testing.assert_allclose(heard[2_000:-2_000], 0.5, atol=1e-3)
    assert module.LOG[-1] == "closed"


def test_what_was_not_taken_in_time_is_counted(machine):
    machine(MICROPHONE)
    microphone = Microphone()
    assert microphone.gaps == 0
    for status in (2, 0, 2):  # paInputOverflow
        microphone._take(np.zeros((160, 1), np.float32), 160, None, status)
    assert microphone.gaps == 2
    microphone.close()


def test_what_is_only_opened_records_nothing(machine):
    module = machine(MICROPHONE)
    Microphone(hears=False).close()
    assert module.LOG == [(16_000, 1), "closed"]


def test_a_name_that_windows_lists_once_for_each_interface_is_that_of_the_first(machine):
    machine(SPEAKERS, *({**MICROPHONE, "hostapi": number} for number in range(4)))
    assert Microphone("usb", hears=False)._device == 1


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("usb", "Several microphones are called 'usb'."),
        ("Rode", "There is no microphone that is called 'Rode'."),
        ("9", "There is no microphone that is called '9'."),
    ],
)
def test_a_name_of_several_or_of_none_is_answered_with_the_list(machine, wanted, message):
    machine(MICROPHONE, {**MICROPHONE, "name": "USB Audio 2"})
    with pytest.raises(MicrophoneUnavailable) as caught:
        Microphone(wanted)
    assert caught.value.message == message
    assert caught.value.context.endswith("Microphones: 0 USB Audio, 1 USB Audio 2")
    assert Microphone("usb audio", hears=False)._device == 0


def test_what_windows_says_in_russian_and_sounddevice_cannot_decode_is_the_systems_refusal(
    machine, monkeypatch
):
    monkeypatch.setattr(sys, "platform", "darwin")  # where a code page needs no Windows
    said = "Неопределенная внешняя ошибка.".encode("cp1251")
    machine(MICROPHONE, error=f"UnicodeDecodeError('utf-8', {said!r}, 0, 1, 'invalid')")
    with pytest.raises(MicrophoneUnavailable) as caught:
        Microphone("USB")
    assert caught.value.message.startswith("The system does not open the microphone: ")
    assert caught.value.context.startswith(
        "PortAudio: Unanticipated host error [PaErrorCode -9999]"
    )
