"""What a backend hears of a recording before it asks who it is: kept, so that only that is tried anew."""

from __future__ import annotations

import hashlib
import pickle
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from measuring.systems import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from measuring.recordings import Recording
    from measuring.systems import Turns

_AFTER = (
    "clustering", "clustering_options", "confidence", "mergers", "own_likeness", "pipeline",
    "resegmentation", "speaker_assignment", "told_by_windows", "turns",
)  # fmt: skip
"""Modules of a backend that come after hearing, or only call what does: a change of them alone
leaves what was heard as it was."""


@dataclass(frozen=True)
class Heard:
    """One recording, as a backend hears it.

    Attributes:
        item: the recording.
        duration: in seconds.
        what: stretches and voices, as the backend has them; None where nothing that was heard has
            a voice.

    """

    item: Recording
    duration: float
    what: Any


def listen(name: str, items: Iterable[Recording], cache: Path) -> list[Heard]:
    """Hear every recording; what was heard before, by the same code, is read from ``cache``."""
    folder = cache / "heard" / f"{name}-{_digest(name)}"
    folder.mkdir(parents=True, exist_ok=True)
    found, hear = [], None
    for item in items:
        path = folder / f"{item.name}-{item.digest}.pickle"
        if not path.exists():
            hear = hear or _ear(name)
            print(f"{name} hears {item.name}", file=sys.stderr)
            path.write_bytes(pickle.dumps(hear(item)))
        found.append(Heard(item, *pickle.loads(path.read_bytes())))  # noqa: S301, our own
    return found


def told(heard: Heard, options: Any) -> Turns:
    """Run what comes after hearing."""
    from diarizer.backends.open import pipeline  # noqa: PLC0415, on the path now

    if heard.what is None:
        return []
    turns = pipeline.told(heard.what, heard.duration, (1, None), options)
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in turns]


def options_of(name: str) -> Any:
    """Return the options of a backend when nobody names others."""
    if name == "open":
        from diarizer.backends.open import pipeline  # noqa: PLC0415

        return pipeline.Options()
    from diarizer.backends.resemblyzer import with_segmentation  # noqa: PLC0415

    return with_segmentation.defaults()


def with_values(options: Any, values: Mapping[str, float]) -> Any:
    """Return options with other numbers, each named by its path: ``clustering.distance``."""
    for path, value in values.items():
        stage, name = path.split(".")
        options = replace(options, **{stage: replace(getattr(options, stage), **{name: value})})
    return options


def _ear(name: str) -> Callable[[Recording], tuple[float, Any]]:
    from diarizer import audio  # noqa: PLC0415

    options = options_of(name)
    hear: Callable[[Any], Any]
    if name == "open":
        from diarizer.backends.open import engines, segment_voices, segments_and_voices  # noqa: PLC0415

        networks, own = engines.load("light"), options.segments_and_voices
        tell = segment_voices.by(networks, own.shortest)
        hear = lambda sound: segments_and_voices.segment_and_embed(networks, tell, sound, own)  # noqa: E731
    else:
        from diarizer.backends.resemblyzer import detectors, with_segmentation  # noqa: PLC0415
        from diarizer.backends.resemblyzer import engines as encoders  # noqa: PLC0415

        second, encoder = detectors.load().network, encoders.load("light").encoder
        beside = with_segmentation.load(second) if second else with_segmentation.Loaded()
        ears = beside.ears
        if ears is None:
            lacking = [*beside.notes, *beside.remarks]
            raise RuntimeError(f"What is measured is Resemblyzer with the segmentation: {lacking}")

        def hear(sound: Any) -> Any:
            heard = with_segmentation.hear(ears, encoder, sound, options)
            speech = with_segmentation.spoken(heard, sound, detectors.Options())
            return None if speech.voiceless else heard

    def of(item: Recording) -> tuple[float, Any]:
        with audio.opened(item.path) as sound:
            return sound.duration, hear(sound)

    return of


def _digest(name: str) -> str:
    """Hash the code that hears."""
    library = ROOT / "diarizer"
    homes = dict.fromkeys(("shared", "open", name))  # both hear by the segmentation of `open`
    folders = (library / "audio", *(library / "backends" / home for home in homes))
    sources = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    whole = hashlib.sha256()
    for path in sources:
        if path.stem not in _AFTER:
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]
