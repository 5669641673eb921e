"""Whether strangers are found again in other recordings, and what ten thousand recordings take.

    python benchmarks/linking.py FOLDER                       built recordings, backend open
    python benchmarks/linking.py FOLDER --backend resemblyzer
    python benchmarks/linking.py --synthetic 10000            voices without a sound

Short conversations are built of the clips in ../shared/audio: four people each, who recur in other
rooms, on the telephone and beside noise. Of each person one half of the speech is for recordings
with even numbers, the other for odd ones, so that mostly no sentence is heard twice. Every second
person, and with them every second set of recordings, is there to choose the threshold by, the
others are for judging it. FOLDER keeps what was built and the voices that were found.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diarizer import audio, backends, formats
from diarizer.measuring.peak_memory import peak_mb
from diarizer.people import linking, recognition
from diarizer.people.stored_voices import StoredVoices, seconds_of
from measuring.recordings import AUDIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.types import Annotation

_RECORDINGS, _PEOPLE, _SECONDS = 12, 4, 60
_ROOMS = (
    (),
    ("--rt60", "0.4"),
    ("--telephone",),
    ("--noise", "white", "--snr", "15"),
    ("--rt60", "0.7", "--drr", "0"),
)
Heard = tuple[StoredVoices, list[str]]
"""The voices of one recording, and who each of them really is."""


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--backend", default="open")
    parser.add_argument("--synthetic", type=int, metavar="RECORDINGS")
    given = parser.parse_args()
    if given.synthetic:
        _synthetic(given.synthetic)
    if given.folder:
        _built(given.folder, given.backend)


def _built(folder: Path, backend: str) -> None:
    choosing, judging = (
        [_heard(path, backend) for path in _conversations(folder, names, group)]
        for group, names in enumerate(_groups())
    )
    print("threshold   choosing: right merged split   judging: right merged split")
    for threshold in np.arange(0.30, 0.86, 0.02):
        rows = [_counts(heard, float(threshold)) for heard in (choosing, judging)]
        print(f"{threshold:9.2f}", *("{:>16} {:>6} {:>6}".format(*row) for row in rows))


def _groups() -> tuple[list[str], list[str]]:
    names = sorted(path.name for path in (AUDIO / "clips").iterdir() if path.is_dir())
    return names[::2], names[1::2]


def _conversations(folder: Path, names: Sequence[str], group: int) -> list[Path]:
    halves = [_half(folder, half) for half in (0, 1)]
    chosen = np.random.default_rng(group)
    order = itertools.chain.from_iterable(chosen.permutation(names) for _ in itertools.count())
    made = []
    for number in range(_RECORDINGS):
        people: dict[str, None] = {}
        while len(people) < _PEOPLE:
            people[str(next(order))] = None
        path = folder / f"{group}_{number:02d}"
        if not path.with_suffix(".wav").is_file():
            words = ("--names", ",".join(people), "-n", _PEOPLE, "-d", _SECONDS, "--seed", number)
            words = (*words, *_ROOMS[number % len(_ROOMS)], "--clips", halves[number % 2])
            maker = (sys.executable, AUDIO / "make_conversation.py", path)
            subprocess.run(
                [str(word) for word in (*maker, *words)], check=True, capture_output=True
            )
        made.append(path.with_suffix(".wav"))
    return made


def _half(folder: Path, half: int) -> Path:
    """The clips, with the first or the second half of what is said in each."""
    place = folder / f"half_{half}"
    if not place.is_dir():
        place.mkdir(parents=True)
        for path in (AUDIO / "clips").iterdir():
            if path.name != "segments.json":
                (place / path.name).symlink_to(path)
        segments = json.loads((AUDIO / "clips" / "segments.json").read_text(encoding="utf-8"))
        halved = {
            name: spans[: len(spans) // 2] if half == 0 else spans[len(spans) // 2 :]
            for name, spans in segments.items()
            if len(spans) > 1
        }
        (place / "segments.json").write_text(json.dumps(halved), encoding="utf-8")
    return place


def _heard(path: Path, backend: str) -> Heard:
    """Diarize as in life, the number of people being known; kept for the next time."""
    kept, owners = (path.with_suffix(f".{backend}{ending}") for ending in (".npz", ".json"))
    if not kept.is_file():
        with audio.opened(path) as recording:
            engine = backends.choose(backend)
            found = engine.diarize(recording, num_speakers=_PEOPLE).renamed()
            voices = recognition.voices(engine, recording, found)
        truth = formats.load(path.with_suffix(".rttm"))
        owners.write_text(json.dumps([_owner(found, truth, one) for one in voices]))
        StoredVoices.of(voices, seconds_of(found), backend=backend).save(kept)
    return StoredVoices.load(kept), json.loads(owners.read_text())


def _owner(found: Annotation, truth: Annotation, speaker: str) -> str:
    shared: Counter[str] = Counter()
    for turn in found.turns:
        for other in truth.turns:
            if turn.speaker == speaker:
                shared[other.speaker] += (turn.span & other.span).duration
    return max(shared, key=lambda name: shared[name], default="")


def _counts(heard: Sequence[Heard], threshold: float) -> tuple[str, int, int]:
    """Of all pairs of voices in two recordings: one person linked, two linked, one torn apart."""
    known = linking.Centroids(np.empty((0, heard[0][0].embeddings.shape[1]), np.float32))
    labels = linking.linked(known, [one.spoken for one, _ in heard], threshold)
    rows = [
        (number, label, owner)
        for number, (given, (_, owners)) in enumerate(zip(labels, heard, strict=True))
        for label, owner in zip(given, owners, strict=True)
    ]
    right = merged = split = 0
    for (one, label, owner), (two, other, whose) in itertools.combinations(rows, 2):
        if one != two:
            right += label == other and owner == whose
            merged += label == other and owner != whose
            split += label != other and owner == whose
    return f"{right} of {right + split}", merged, split


def _synthetic(count: int) -> None:
    """Link ``count`` recordings of four of a quarter as many people."""
    chosen = np.random.default_rng(0)
    people = chosen.standard_normal((max(count // 4, _PEOPLE), 192)).astype(np.float32)
    recordings, truth = [], []
    for _ in range(count):
        own = chosen.choice(len(people), _PEOPLE, replace=False)
        rows = people[own] + 0.6 * chosen.standard_normal((_PEOPLE, 192)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        recordings.append(linking.Spoken(rows, chosen.uniform(5.0, 60.0, _PEOPLE)))
        truth.append(own)
    before, began = peak_mb(), time.perf_counter()
    known = linking.Centroids(np.empty((0, 192), np.float32))
    labels = np.concatenate(linking.linked(known, recordings, 0.5))
    seconds = time.perf_counter() - began
    pairs = len(set(zip(labels.tolist(), np.concatenate(truth).tolist(), strict=True)))
    print(
        f"{count} recordings, {len(people)} people: {seconds:.0f} s, {len(set(labels.tolist()))} found,"
        f" {pairs} pairs of the two; memory {before} -> {peak_mb()} MB"
    )


if __name__ == "__main__":
    main()
