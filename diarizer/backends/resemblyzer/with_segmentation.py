"""The stages where the segmentation network of `open` is on the machine, too.

It says who of up to three speaks when within ten seconds, and silero-vad has half a say in whether
anybody does. What is still Resemblyzer's: how each stretch sounds, and so who is who and how many
there are, by the rules of `open` with numbers for its voices.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from diarizer.backends.open import pipeline, segments_and_voices
from diarizer.backends.resemblyzer import detectors, speech_spans, stretch_voices, voicing
from diarizer.errors import DiarizerError, ModelMissing
from diarizer.measuring import stage_timings
from diarizer.messages.text import Text, text
from diarizer.types import Annotation
from diarizer.types.coverage import Coverage, Remark

if TYPE_CHECKING:
    from diarizer.backends.open.clustering_options import Bounds
    from diarizer.backends.open.networks import Ears
    from diarizer.backends.open.segments_and_voices import SegmentsAndVoices
    from diarizer.backends.resemblyzer.embedding import Encoder
    from diarizer.backends.shared.speech_detector import SpeechDetector
    from diarizer.types import Progress, Recording

_REPAIR = "setup-doctor install open"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The segmentation, or why it is not used.

    Attributes:
        ears: None where it is not here, or not whole.
        notes: that it is not here, as whoever installs Resemblyzer alone has chosen.
        remarks: that it is here and does not run.

    """

    ears: Ears | None = None
    notes: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()


def load(second: SpeechDetector) -> Loaded:
    """Load the segmentation.

    Args:
        second: the other detector of speech, without which the segmentation is not used: alone it
            takes animals, music and sirens for somebody.

    """
    try:
        from diarizer.backends.open import engines  # noqa: PLC0415, onnxruntime

        return Loaded(engines.segmentation(second))
    except ModelMissing as error:
        return Loaded(notes=(_alone(error.told.context or error.told.message),))
    except DiarizerError as error:
        reason: Text | str = error.told.context or error.told.message
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        reason = f"{type(error).__name__}: {error}"
    return Loaded(remarks=(_alone(reason),))


def _alone(reason: Text | str) -> Remark:
    said = text(
        "One speaker at a time is told, and changes of speaker less exactly, as the segmentation network"
        " does not run: {reason}. Next step: {command}",
        reason=reason,
        command=_REPAIR,
    )
    return Remark("speech.alone", said)


def defaults() -> pipeline.Options:
    """Return the options of the stages of `open`, with numbers for Resemblyzer's voices.

    No component of these is negative, so that the cosines of strangers are far above zero; and of the
    pairs of stretches that a distant microphone hears, one in five is on the wrong side of any distance.
    So the windows have a say in who is who, which `open` gains nothing from. ``distance`` is the middle
    of 0.263 to 0.325, from where no set that numbers are chosen on by benchmarks/accuracy.py moves by two
    points of DER; neither does one for a tenth of any other number. To calibrate it by how alike a voice
    is to itself, as `open` does, was tried and cost more than it gained.
    """
    options = pipeline.Options()
    clustering = replace(
        options.clustering,
        fine=0.15,
        distance=0.293,
        usual=None,
        vague=0.04,
        worth=0.14,
        furthest=math.inf,
        apart=0.2,
        as_one=0.1,
        stranger=0.66,
        echo=0.8,
    )
    # Fitted as that of `open`: left out, what is said is within 0.022 of what is true.
    turns = replace(options.turns, sure=(0.1, 0.55, 4.3))
    return replace(options, clustering=clustering, turns=turns)


def run(
    networks: Ears,
    encoder: Encoder,
    recording: Recording,
    bounds: Bounds = (1, None),
    options: pipeline.Options | None = None,
    *,
    hearing: detectors.Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        networks: of :func:`load`.
        encoder: of :func:`diarizer.backends.resemblyzer.engines.load`.
        recording: at 16 kHz.
        bounds: the fewest and the most people; None for any number.
        options: of every stage; :func:`defaults` otherwise.
        hearing: what counts as speech, for silero-vad.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns, which overlap where two speak at once; none when nobody speaks. Its coverage says
        what was passed over.

    """
    options, hearing = options or defaults(), hearing or detectors.Options()
    # On one thread: more round differently, gain little with matrices so small, and wait at work
    # where others would.
    with threadpool_limits(1, "blas"):
        heard = hear(networks, encoder, recording, options, progress)
        speech = spoken(heard, recording, hearing)
        if speech.voiceless:
            whole = Coverage(recording.duration, recording.duration, warnings=speech.remarks)
            return Annotation((), recording.uri, recording.duration, coverage=whole)
        with stage_timings.stage("clustering"):
            turns = pipeline.told(heard, recording.duration, bounds, options)
    return Annotation(turns, recording.uri, recording.duration).renamed()


def hear(
    networks: Ears,
    encoder: Encoder,
    recording: Recording,
    options: pipeline.Options,
    progress: Progress | None = None,
) -> SegmentsAndVoices:
    """Listen to a whole recording: who speaks when in each window, and how each stretch sounds.

    ``progress`` is told ``("embedding", windows done, windows)``, as without the segmentation.
    """

    def told(_: str, done: float, whole: float) -> None:
        if progress:
            progress("embedding", done, whole)

    return segments_and_voices.segment_and_embed(
        networks, stretch_voices.by(encoder), recording, options.segments_and_voices, told
    )


def spoken(
    heard: SegmentsAndVoices, recording: Recording, hearing: detectors.Options
) -> detectors.Speech:
    """Return what silero-vad heard, as voiceless where nothing of it has a pitch."""
    if heard.second is None:
        return detectors.Speech(())
    spans = speech_spans.spans(heard.second, recording.duration, hearing.speech_spans)
    if voicing.heard(recording, spans, hearing.voicing):
        return detectors.Speech(spans)
    return detectors.Speech((), voiceless=sum(span.duration for span in spans))
