"""The packages: not whether they are listed, but whether they answer."""

from setup_doctor.checks.packages.webrtcvad import webrtcvad, webrtcvad_wheel  # isort: skip
from setup_doctor.checks.packages.torch import combination, torch, torch_answers  # isort: skip
from setup_doctor.checks.packages.builds import builds  # isort: skip
from setup_doctor.checks.packages.devices import devices  # isort: skip
from setup_doctor.checks.packages.engines import (  # isort: skip
    audio,
    light,
    pyannote,
    pyannote_answers,
    resemblyzer,
    resemblyzer_answers,
)
from setup_doctor.checks.packages.nemotron import nemotron, nemotron_answers  # isort: skip
from setup_doctor.checks.packages.torchcodec import torchcodec  # isort: skip
from setup_doctor.checks.packages.ffmpeg import ffmpeg  # isort: skip
from setup_doctor.checks.packages.plug_ins import plug_ins  # isort: skip
from setup_doctor.checks.packages.microphone import microphone, microphone_opens  # isort: skip

# In the order in which they are shown: each behind what it requires.
__all__ = [  # noqa: RUF022
    "webrtcvad_wheel",
    "webrtcvad",
    "torch",
    "torch_answers",
    "combination",
    "builds",
    "devices",
    "audio",
    "light",
    "resemblyzer",
    "resemblyzer_answers",
    "pyannote",
    "pyannote_answers",
    "nemotron",
    "nemotron_answers",
    "torchcodec",
    "ffmpeg",
    "plug_ins",
    "microphone",
    "microphone_opens",
]
