"""What the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call.

    Attributes:
        format: of what is written; None where nobody has said.
        output: a file, or a folder for several.
        backend: the engine.
        engine: what runs its network.
        device: on which it calculates.
        num_speakers: how many speak.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.
        min_turn: seconds that a turn has at least.
        bridge: seconds of a pause of one speaker that split no turn.
        vad_threshold: chance from which somebody is heard.
        channels: that are heard, and how; see :func:`diarizer.diarize`.
        track: that is heard.
        enroll: recordings of people who are to be recognised, each named like the person.
        threshold: from which similarity they are; the backend's own when None.
        link: whether a stranger has the same name in all recordings.
        embeddings: a file for the voices of the speakers, or a folder for several.
        html: a file for the page that plays the recording, or a folder for several.
        embed_audio: whether the page holds the sound itself.
        plot: a picture, or a folder for several.
        reference: the truth, to mark errors in the picture.
        transcript: what speech recognition wrote down of the recording.
        jobs: processes.
        scheduler: address of a Dask scheduler; empty without one.
        overwrite: whether results that are there are made anew.
        strict: whether a warning is an error.
        timings: whether to tell how long each stage took.
        live: whether it is heard while it comes.
        microphone: that is heard live: a number, or a part of its name; the default one if empty.
        pace: times as fast as a file is played live; 0 for as fast as it can be heard.

    """

    format: str | None = None
    output: Path | None = None
    backend: str = "auto"
    engine: str = "auto"
    device: str = "auto"
    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None
    min_turn: float | None = None
    bridge: float | None = None
    vad_threshold: float | None = None
    channels: str | int = "auto"
    track: int | None = None
    enroll: tuple[Path, ...] = ()
    threshold: float | None = None
    link: bool = False
    embeddings: Path | None = None
    html: Path | None = None
    embed_audio: bool = False
    plot: Path | None = None
    reference: Path | None = None
    transcript: Path | None = None
    jobs: int = 1
    scheduler: str = ""
    overwrite: bool = False
    strict: bool = False
    timings: bool = False
    live: bool = False
    microphone: str = ""
    pace: float = 1.0

    @property
    def wanted(self) -> tuple[str, ...]:
        """What a backend has to be able to; see :func:`diarizer.backends.resolve`."""
        bounds = (self.num_speakers, self.min_speakers, self.max_speakers)
        voices = self.link or self.enroll or self.embeddings is not None
        numbers = any(bound is not None for bound in bounds)
        return ("voices",) * bool(voices) + ("numbers",) * numbers

    @property
    def elsewhere(self) -> bool:
        """Whether other processes do it."""
        return self.jobs > 1 or bool(self.scheduler)
