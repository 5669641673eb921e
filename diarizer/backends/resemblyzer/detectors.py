"""Who tells where somebody speaks: silero-vad's network, or webrtcvad where that does not run.

webrtcvad is what Resemblyzer's own package listens with. It takes most noises for somebody: traffic,
hens, a guitar, an empty room. A network that was taught speech does not, so it is the fallback, and
whoever gets it is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from diarizer.backends.resemblyzer import speech_spans, voice_activity, voicing
from diarizer.backends.shared import compiled_files
from diarizer.backends.shared.speech_detector import SpeechDetector
from diarizer.errors import BackendUnavailable, DiarizerError, ModelMissing
from diarizer.messages.text import Text, text
from diarizer.models.table import MODELS
from diarizer.models.verify import State, verify
from diarizer.types.coverage import Remark

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Progress, Recording, Span

FALLBACK = "webrtcvad"

_REPAIR = "setup-doctor install resemblyzer"
# 30 ms of silence at 16 kHz, as webrtcvad wants it: an answer is the proof that it works.
_SILENCE = bytes(960)


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as speech.

    Attributes:
        speech_spans: for silero-vad.
        voicing: for what silero-vad takes for speech; where it has no pitch anywhere, nobody speaks.
        voice_activity: for webrtcvad.

    """

    speech_spans: speech_spans.Options = field(default_factory=speech_spans.Options)
    voicing: voicing.Options = field(default_factory=voicing.Options)
    voice_activity: voice_activity.Options = field(default_factory=voice_activity.Options)


@dataclass(frozen=True, slots=True)
class Speech:
    """Where somebody speaks.

    Attributes:
        spans: in order, apart, inside the recording.
        voiceless: seconds that were taken for speech and passed over, as nobody has a voice there.

    """

    spans: tuple[Span, ...]
    voiceless: float = 0.0

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was passed over, as it may have been somebody."""
        if not self.voiceless:
            return ()
        said = text(
            "{seconds:.1f} s sound like speech in which nobody has a voice, as the murmur of a crowd"
            " does. They were passed over. Was it whispered? Next step: --backend open",
            seconds=self.voiceless,
        )
        return (Remark("speech.voiceless", said),)


class Detect(Protocol):
    """Find where somebody speaks."""

    def __call__(self, recording: Recording, options: Options, progress: Progress | None) -> Speech:
        """Tell ``progress`` ``("speech", seconds done, seconds)``."""
        ...


@dataclass(frozen=True, slots=True)
class Detector:
    """What hears speech.

    Attributes:
        name: silero-vad or webrtcvad.
        detect: what is asked.
        passed_over: why it is not silero-vad; empty where it is.
        network: silero-vad's; None where it is not that.

    """

    name: str
    detect: Detect
    passed_over: Text | str = ""
    network: SpeechDetector | None = None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a result of the fallback lacks."""
        if not self.passed_over:
            return ()
        said = text(
            "webrtcvad stands in for silero-vad, and takes noises for speech more often: {reason}."
            " Next step: {command}",
            reason=self.passed_over,
            command=_REPAIR,
        )
        return (Remark("speech.webrtcvad", said),)


def load() -> Detector:
    """Load silero-vad's network; webrtcvad where its file is not whole or onnxruntime is missing.

    Raises:
        BackendUnavailable: webrtcvad does not answer either.

    """
    try:
        network = _network()
        return Detector("silero-vad", _trained(network), network=network)
    except DiarizerError as error:
        reason: Text | str = error.told.context
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        reason = f"{type(error).__name__}: {error}"
    try:
        return Detector(FALLBACK, _webrtcvad(), reason)
    except Exception as error:
        raise BackendUnavailable(
            text("The backend 'resemblyzer' cannot be used."),
            context=Text(
                "silero-vad: {silero}\nwebrtcvad: {webrtcvad}",
                {"silero": reason, "webrtcvad": f"{type(error).__name__}: {error}"},
            ),
            hint="setup-doctor setup",
        ) from error


def _network() -> SpeechDetector:
    """Load the network; a cut onnxruntime would end the process."""
    file = _file()
    if damaged := compiled_files.damage("onnxruntime"):
        raise BackendUnavailable(text("onnxruntime is not whole."), context=damaged)
    return SpeechDetector(file)


def _trained(network: SpeechDetector) -> Detect:
    def detect(recording: Recording, options: Options, progress: Progress | None) -> Speech:
        found = speech_spans.detect(network, recording, options.speech_spans, progress)
        if voicing.heard(recording, found, options.voicing):
            return Speech(found)
        return Speech((), voiceless=sum(span.duration for span in found))

    return detect


def _file() -> Path:
    """Find the network, and compare its hash."""
    *_, found = verify(MODELS["resemblyzer"], deep=True)
    if found.state is not State.WHOLE or found.location is None:
        raise ModelMissing(
            text("The network of silero-vad is not here."), context=found.described()
        )
    return found.location


def _webrtcvad() -> Detect:
    import webrtcvad  # noqa: PLC0415, what is asked is whether it can be imported

    webrtcvad.Vad(3).is_speech(_SILENCE, 16_000)

    def detect(recording: Recording, options: Options, progress: Progress | None) -> Speech:
        return Speech(voice_activity.detect(recording, options.voice_activity, progress))

    return detect
