"""Builds far-field meetings: voices of clips in shoebox rooms, heard by one microphone on a table.

    python benchmarks/rooms/build.py --audio ../shared/audio --out FOLDER

It runs in an environment of its own, with pyroomacoustics (image sources), and plans and renders
with the maker of conversations that lies beside the clips. Each meeting has a seed of its own, so
the same clips always give the same sound. Voices and noises are split in two halves: what is
chosen on the meetings of one is judged on those of the other. A name says what is in it:
`meet_judging_07_5spk_120s_snr3_ovl20_rt55_35dB` has five people in two minutes, noise 3 dB below
them, 20 % overlap wanted, a reverberation of 0.55 s, and speech at -35 dBFS.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyroomacoustics

HALVES = ("choosing", "judging")
COUNT = 32  # of each half
_NOISES = {
    "choosing": ("alley_ambience", "guitar_acoustic", "noise_musan", "room_ami_EN2001b", "white"),
    "judging": ("street_scene", "music_musan", "dishes", "hens", "pink"),
}
_SHORTEST, _LONGEST = 30.0, 1_200.0  # seconds
_SKEW = 4.0  # most are short: 64 of them are two hours and a half
_RATE = 16_000
_SPLIT = 0.25  # seconds of pause within a label, at most
_ACTIVE = -26.0  # dBFS of active speech, as the maker has it before its gain


@dataclass(frozen=True)
class Meeting:
    """What is in one meeting; levels in dB, times in seconds."""

    half: str
    number: int
    people: int
    duration: int
    snr: int
    overlap: int
    reverberation: float
    level: int
    turn: float

    @property
    def name(self) -> str:
        """What its files are called."""
        return (
            f"meet_{self.half}_{self.number:02d}_{self.people}spk_{self.duration}s_snr{self.snr}"
            f"_ovl{self.overlap}_rt{round(100 * self.reverberation)}_{-self.level}dB"
        )

    @property
    def seed(self) -> int:
        """Of everything that is drawn for it."""
        return 7_000 + 1_000 * HALVES.index(self.half) + self.number


def main() -> None:
    """Build what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audio", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    maker = _maker(given.audio)
    halves = voices(json.loads((given.audio / "clips" / "speakers.json").read_text("utf-8")))
    for half in HALVES:
        clips = maker.Clips(str(given.audio / "clips"))
        for meeting in planned(half):
            if not (given.out / f"{meeting.name}.wav").exists():
                _build(maker, clips, meeting, halves[half], given)


def planned(half: str) -> list[Meeting]:
    """List the meetings of a half; each property is spread evenly, and shuffled by itself."""
    rng = np.random.default_rng(50 + HALVES.index(half))

    def spread() -> np.ndarray:
        return rng.permutation(COUNT) / (COUNT - 1)

    rows = zip(*(spread() for _ in range(7)), strict=True)
    return [_meeting(half, number, *row) for number, row in enumerate(rows)]


def _meeting(half: str, number: int, *at: float) -> Meeting:
    length, people, snr, overlap, reverberation, level, turn = at
    duration = round(_SHORTEST * (_LONGEST / _SHORTEST) ** (length**_SKEW))
    some = min(2 + round(6 * people), duration // 7)  # everybody has to get a word in
    return Meeting(
        half,
        number,
        people=some,
        duration=duration,
        snr=round(-5 + 25 * snr),
        overlap=round(30 * overlap),
        reverberation=round(0.2 + 0.6 * reverberation, 2),
        level=round(-20 - 25 * level),
        turn=round(min(1.0 * 10.0**turn, duration / (2.5 * some)), 2),
    )


def voices(speakers: dict[str, Any]) -> dict[str, list[str]]:
    """Split the voices so that each half has as many of a language and a sex."""
    order = sorted(speakers, key=lambda one: (speakers[one]["lang"], speakers[one]["sex"], one))
    return {half: order[place::2] for place, half in enumerate(HALVES)}


def _build(maker: Any, clips: Any, meeting: Meeting, pool: list[str], given: Any) -> None:
    rng = np.random.default_rng(meeting.seed)
    names = [pool[one] for one in rng.permutation(len(pool))[: meeting.people]]
    options = _options(meeting, str(rng.choice(_NOISES[meeting.half])), given.audio)
    gains = {name: 10 ** (rng.uniform(-3, 3) / 20) for name in names}
    rooms = dict(zip(names, responses(meeting, rng), strict=True))
    for attempt in range(100):
        events = maker.plan(options, clips, names, np.random.default_rng([meeting.seed, attempt]))
        if {event[1] for event in events} == set(names):
            break
    else:
        sys.exit(f"{meeting.name}: not everybody gets a word in")
    path = given.out / meeting.name
    _write_truth(path, maker.labels(events, _SPLIT), meeting.duration)
    unfinished = given.out / "unfinished.wav"
    maker.render(options, clips, events, rng, gains, rooms, str(unfinished))
    unfinished.rename(given.out / f"{path.name}.wav")


def responses(meeting: Meeting, rng: np.random.Generator) -> list[np.ndarray]:
    """Return the response of the room to each person, who sit 1 to 4 m from the microphone.

    The way of the sound through the air is cut off, so that labels stay exact; who sits far away
    is more quiet, and all of them together as loud as without a room.
    """
    size = np.array([rng.uniform(4, 9), rng.uniform(3.5, 7), rng.uniform(2.5, 3.5)])
    absorption, order = pyroomacoustics.inverse_sabine(meeting.reverberation, size)
    room = pyroomacoustics.ShoeBox(
        size,
        fs=_RATE,
        materials=pyroomacoustics.Material(absorption),
        max_order=min(order, 20),  # images beyond are below the noise, and take minutes
        air_absorption=True,
    )
    table = np.array([*(size[:2] * rng.uniform(0.35, 0.65, 2)), 0.8])
    room.add_microphone(table)
    for _ in range(meeting.people):
        room.add_source(_seat(size, table, rng))
    room.compute_rir()
    found = [_from_its_direct_sound(response) for response in room.rir[0]]
    level = np.sqrt(np.mean([np.sum(response**2) for response in found]))
    return [(response / level).astype(np.float32) for response in found]


def _seat(size: np.ndarray, table: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    while True:
        angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(1, 4)
        x, y = table[:2] + away * np.array([np.cos(angle), np.sin(angle)])
        if 0.3 < x < size[0] - 0.3 and 0.3 < y < size[1] - 0.3:  # noqa: PLR2004, m from the wall
            return np.array([x, y, rng.uniform(1.1, 1.7)])


def _from_its_direct_sound(response: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(response) > 0.3 * np.abs(response).max())
    return response[max(0, int(loud[0]) - 16) :]


def _options(meeting: Meeting, noise: str, audio: Path) -> SimpleNamespace:
    """Return what the maker of conversations reads of its command line."""
    file = audio / "noise" / f"{noise}.wav"
    return SimpleNamespace(
        duration=meeting.duration,
        turn=meeting.turn,
        turn_min=0.5,
        turn_max=30.0,
        pause=0.5,
        pause_max=4.0,
        long_pause=0.0,
        long_pause_prob=0.0,
        overlap=meeting.overlap / 100,
        backchannel=meeting.overlap / 100,
        self_repeat=0.0,
        balance=1.5,
        stagger=0.0,
        lead=0.5,
        tail=0.5,
        noise=str(file) if file.exists() else noise,
        snr=meeting.snr,
        telephone=False,
        gain_db=meeting.level - _ACTIVE,
        subtype="PCM_16",
    )


def _write_truth(path: Path, labels: list[tuple[int, int, str]], duration: int) -> None:
    rows = [
        f"SPEAKER {path.name} 1 {first / _RATE:.3f} {(last - first) / _RATE:.3f}"
        f" <NA> <NA> {who} <NA> <NA>\n"
        for first, last, who in labels
    ]
    path.with_name(f"{path.name}.rttm").write_text("".join(rows), "utf-8")
    path.with_name(f"{path.name}.uem").write_text(f"{path.name} 1 0.000 {duration:.3f}\n", "utf-8")


def _maker(audio: Path) -> Any:
    specification = importlib.util.spec_from_file_location("maker", audio / "make_conversation.py")
    if specification is None or specification.loader is None:
        sys.exit(f"{audio} has no make_conversation.py")
    maker = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(maker)
    return maker


if __name__ == "__main__":
    main()
