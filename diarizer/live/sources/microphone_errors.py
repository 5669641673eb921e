"""Why there is no microphone: missing, refused by the system, taken, or nothing to open it with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from diarizer.errors import MicrophoneUnavailable
from diarizer.live.sources import consent, input_devices
from diarizer.messages.text import Text, joined, text

if TYPE_CHECKING:
    from diarizer.messages.text import Text as Sentence

_TAKEN = -9985  # paDeviceUnavailable
_HOST = -9999  # paUnanticipatedHostError: what Windows says where its settings refuse
_INTERNAL = -9986  # of macOS, where a program may not use it (kAudioComponentErr_NotPermitted)
_FORMATS = {-9997, -9998, -9994}  # a rate, a number of channels, or samples that it does not have
_SETTINGS = {
    "win32": "start ms-settings:privacy-microphone",
    "darwin": "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone'",
}


def sounddevice() -> Any:
    """Import it.

    Raises:
        MicrophoneUnavailable: it is not installed, or finds no PortAudio.

    """
    try:
        import sounddevice as module  # noqa: PLC0415, an extra
    except ImportError as error:
        raise MicrophoneUnavailable(
            text("The package that records from a microphone is not installed."),
            context=str(error),
            hint="python -m pip install sounddevice",
        ) from error
    except OSError as error:
        raise MicrophoneUnavailable(
            text("PortAudio, the library that opens microphones, is not on this machine."),
            context=str(error),
            hint="sudo apt-get install libportaudio2"
            if sys.platform == "linux"
            else "python -m pip install --force-reinstall sounddevice",
        ) from error
    return module


def refused(module: Any, error: Exception, wanted: str) -> MicrophoneUnavailable:
    """Say why a device does not open.

    Args:
        module: sounddevice.
        error: that it raised.
        wanted: the device that was asked for; empty for the default one.

    """
    inputs = input_devices.inputs(module)
    looked = _looked(error, inputs)
    if (settings := consent.denied()) is not None:
        return MicrophoneUnavailable(
            text("The privacy settings of Windows do not let programs use the microphone."),
            context=joined(settings, looked),
            hint=_SETTINGS["win32"],
        )
    if not inputs:
        said = text("There is no microphone on this machine.")
        return MicrophoneUnavailable(said, context=looked, hint=_plug_in())
    message, hint = _cause(_number(error), wanted, several=input_devices.several(module, wanted))
    return MicrophoneUnavailable(message, context=looked, hint=hint)


def _number(error: Exception) -> int | None:
    """Return PortAudio's number; None where no device was asked.

    What MME says is in the code page of Windows, and sounddevice reads it as UTF-8: a Russian
    Windows that refuses comes as an error of decoding.
    """
    if isinstance(error, UnicodeDecodeError):
        return _HOST
    number = error.args[1] if len(error.args) > 1 else None
    return number if isinstance(number, int) else None


def _cause(number: int | None, wanted: str, *, several: bool) -> tuple[Sentence, Sentence | str]:
    """Return what it is, and the next step."""
    if number is None and wanted and several and not wanted.isdecimal():
        return (
            text("Several microphones are called {name!r}.", name=wanted),
            text("Give the number of one from this list."),
        )
    if number is None and wanted:
        return (
            text("There is no microphone that is called {name!r}.", name=wanted),
            text("Give a number or a part of a name from this list."),
        )
    if number == _TAKEN:
        return (
            text("The microphone cannot be opened: another program has it, or it may not be used."),
            text("Close the program that records, and begin again."),
        )
    refuses = _INTERNAL if sys.platform == "darwin" else _HOST
    if number in {refuses, _HOST} and sys.platform in _SETTINGS:
        return (
            text(
                "The system does not open the microphone: its settings refuse it, or its driver fails."
            ),
            _SETTINGS[sys.platform],
        )
    another = text("Choose another one of these with --microphone.")
    if number in _FORMATS:
        return text("The microphone gives no sound of a kind that is wanted here."), another
    return text("The microphone cannot be opened."), another


def silent(name: str, seconds: float) -> MicrophoneUnavailable:
    """Say that a device gives nothing any more."""
    return MicrophoneUnavailable(
        text(
            "The microphone {name!r} has given nothing for {count:.0f} s.", name=name, count=seconds
        ),
        hint=text("Plug it in again, and begin again."),
    )


def _looked(error: Exception, inputs: list[Any]) -> Sentence:
    devices = ", ".join(f"{one['index']} {one['name']}" for one in inputs)
    return text(
        "PortAudio: {said}\nMicrophones: {devices}",
        said=_said(error),
        devices=devices or text("none"),
    )


def _said(error: Exception) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    code_page = "mbcs" if sys.platform == "win32" else "latin-1"
    words = bytes(error.object).decode(code_page, "replace")
    return f"Unanticipated host error [PaErrorCode {_HOST}]: {words!r}"


def _plug_in() -> Text:
    if sys.platform == "linux":
        return text(
            "Plug one in, and look whether arecord -l lists it; a container and WSL see none, and"
            " take what is piped: ffmpeg ... -f wav - | diarize --live -"
        )
    return text("Plug one in, or switch it on, and begin again.")
