"""A stand-in for sounddevice and the machine below it: `lay_down` writes it as a module of that name.

It says what sounddevice 0.5.6 says, in the types of it, where PortAudio answers with an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MICROPHONE = {"name": "USB Audio", "hostapi": 0, "max_input_channels": 1}
SPEAKERS = {"name": "Speakers", "hostapi": 0, "max_input_channels": 0}

_MODULE = """
class PortAudioError(Exception):
    def __str__(self):
        return f"{self.args[0]} [PaErrorCode {self.args[1]}]" if self.args[1:] else self.args[0]

DEVICES = [{**one, "index": n, "default_samplerate": RATE} for n, one in enumerate(GIVEN)]
LOG = []

def get_portaudio_version():
    return 1246976, "PortAudio V19.7.0-devel"

def query_devices(device=None, kind=None):
    if kind is None:
        return DEVICES
    if isinstance(device, str):
        raise ValueError(f"No input device matching {device!r}")
    found = [one for one in DEVICES if one["max_input_channels"] and device in (None, one["index"])]
    if not found:
        raise PortAudioError("Error querying device -1")
    return found[0]

class InputStream:
    def __init__(self, samplerate, channels, device, dtype, blocksize, callback):
        LOG.append((samplerate, channels))
        if ERROR and (FORMATS is None or (samplerate, channels) not in FORMATS):
            raise eval(ERROR)
        self.size, self.channels, self.callback = blocksize, channels, callback

    def start(self):
        import numpy
        LOG.append("started")
        for _ in range(20):
            self.callback(numpy.full((self.size, self.channels), 0.5, "float32"), self.size, 0, 0)

    def close(self, ignore_errors=True):
        LOG.append("closed")
"""


def source(
    *devices: dict[str, object],
    error: str = "",
    formats: object = None,
    rate: float = 48_000.0,
) -> str:
    """The module.

    Args:
        devices: that PortAudio lists.
        error: an expression, of what is raised where a device is opened.
        formats: the rates and numbers of channels with which it opens all the same.
        rate: the devices' own.
    """
    facts = f"GIVEN = {devices!r}\nERROR = {error!r}\nFORMATS = {formats!r}\nRATE = {rate!r}\n"
    return facts + _MODULE


def lay_down(folder: Path, text: str) -> Path:
    """Write it, for a process that has `folder` on its path."""
    file = folder / "sounddevice.py"
    file.write_text(text, "utf-8")
    return file
