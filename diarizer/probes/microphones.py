"""Which microphones there are, and whether one opens: for the doctor, in JSON's types.

PortAudio asks every driver, one of which may end the process, or let it hang.
"""

from __future__ import annotations

from typing import Any

from diarizer.errors import MicrophoneUnavailable
from diarizer.live.sources import input_devices, microphone_errors
from diarizer.messages.text import packed


def listed() -> dict[str, Any]:
    """List them; none is opened.

    Returns:
        ``inputs``, their numbers and names; or ``refused``, see :func:`_refusal`.

    """
    try:
        module = microphone_errors.sounddevice()
        inputs = input_devices.inputs(module)
    except MicrophoneUnavailable as error:
        return _refusal(error)
    names = [f"{one['index']} {one['name']}" for one in inputs]
    return {"inputs": list(dict.fromkeys(names)), "portaudio": module.get_portaudio_version()[1]}


def opened() -> dict[str, Any]:
    """Open the default one, and close it: nothing is recorded.

    Returns:
        ``name`` of it; or ``refused``, see :func:`_refusal`.

    """
    from diarizer.live.sources.microphone import Microphone  # noqa: PLC0415, loads numpy

    try:
        microphone = Microphone(hears=False)
    except MicrophoneUnavailable as error:
        return _refusal(error)
    microphone.close()
    return {"name": microphone.name}


def _refusal(error: MicrophoneUnavailable) -> dict[str, Any]:
    """The kind of what lacks, the sentence, what was looked at in English, and the next step."""
    kinds = {ImportError: "package", OSError: "portaudio"}
    kind = next((name for each, name in kinds.items() if isinstance(error.__cause__, each)), "")
    told = error.told
    return {"refused": [kind, packed(told.message), error.context, packed(told.hint)]}
