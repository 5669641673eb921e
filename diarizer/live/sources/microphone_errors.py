"""Why there is no microphone: missing, refused by the system, taken, or nothing to open it with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from diarizer.errors import MicrophoneUnavailable
from diarizer.live.sources import consent
from diarizer.messages.text import Text, joined, text

if TYPE_CHECKING:
    from diarizer.messages.text import Text as Sentence

_TAKEN = -9985  # paDeviceUnavailable
_HOST = -9999  # paUnanticipatedHostError: what Windows says where its settings refuse
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
    inputs = [one for one in module.query_devices() if one["max_input_channels"]]
    looked = _looked(error, inputs)
    number = error.args[1] if len(error.args) > 1 else None
    if (settings := consent.denied()) is not None:
        return MicrophoneUnavailable(
            text("The privacy settings of Windows do not let programs use the microphone."),
            context=joined(settings, looked),
            hint=_SETTINGS["win32"],
        )
    if not inputs:
        said = text("There is no microphone on this machine.")
        return MicrophoneUnavailable(said, context=looked, hint=_plug_in())
    if wanted and not (isinstance(number, int)):
        return MicrophoneUnavailable(
            text("There is no microphone that is called {name!r}.", name=wanted),
            context=looked,
            hint=text("Give a number or a part of a name from this list."),
        )
    if number in {_TAKEN, _HOST}:
        return MicrophoneUnavailable(
            text("The microphone cannot be opened: another program has it, or it may not be used."),
            context=looked,
            hint=_SETTINGS.get(sys.platform)
            or text("Close the program that records, and begin again."),
        )
    return MicrophoneUnavailable(
        text("The microphone cannot be opened."),
        context=looked,
        hint=text("Choose another one of these with --microphone."),
    )


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
        said=str(error),
        devices=devices or text("none"),
    )


def _plug_in() -> Text:
    if sys.platform == "linux":
        return text(
            "Plug one in, and look whether arecord -l lists it; a container and WSL see none, and"
            " take what is piped: ffmpeg ... -f wav - | diarize --live -"
        )
    return text("Plug one in, or switch it on, and begin again.")
