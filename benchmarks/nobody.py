"""In how many pieces without speech somebody is found: 200, synthesised from a seed.

    python benchmarks/nobody.py [--backends open resemblyzer] [--count 200]

Of each kind as many: music, hum, animals, keyboards, rain, crowds at a distance. Nothing of the
backends was chosen on them. At most 2 % may have somebody in them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

_RATE = 16_000
_SECONDS = 8
_AT_MOST = 0.02
_TIMES = np.arange(_SECONDS * _RATE) / _RATE


def _band(sound: Sound, low: float, high: float) -> Sound:
    filtered: Sound = signal.sosfilt(
        signal.butter(2, (low, high), "bandpass", fs=_RATE, output="sos"), sound
    )
    return filtered


def _noise(random: np.random.Generator) -> Sound:
    return random.standard_normal(len(_TIMES))


def _event(sound: Sound, begin: float, what: Sound) -> None:
    first = int(begin * _RATE)
    some = what[: max(0, len(sound) - first)]
    sound[first : first + len(some)] += some


def _music(random: np.random.Generator) -> Sound:
    """Play chords of plucked strings: decaying harmonics on a scale."""
    sound, begin, beat = np.zeros_like(_TIMES), 0.0, random.uniform(0.2, 0.6)
    length = np.arange(int(1.5 * _RATE)) / _RATE
    while begin < _SECONDS:
        for note in random.choice(24, random.integers(1, 4), replace=False):
            pitch = 110 * 2 ** (note / 12)
            for over in range(1, 7):
                decay = np.exp(-length * over * 2)
                _event(sound, begin, np.sin(2 * np.pi * pitch * over * length) * decay / over)
        begin += beat
    return sound


def _hum(random: np.random.Generator) -> Sound:
    """Hum as mains, fans and engines do."""
    base, wobble = random.uniform(45, 130), random.uniform(0, 0.02)
    phase = 2 * np.pi * base * (_TIMES + wobble * np.sin(2 * np.pi * 0.7 * _TIMES))
    harmonics = [np.sin(over * phase) / over for over in range(1, 12)]
    return sum(harmonics, np.zeros_like(_TIMES)) + 0.3 * _band(_noise(random), 80, 900)


def _animals(random: np.random.Generator) -> Sound:
    """Chirp, bark or buzz: sweeps and short bursts with harmonics."""
    sound, begin = 0.01 * _noise(random), random.uniform(0, 0.5)
    while begin < _SECONDS:
        length = np.arange(int(random.uniform(0.05, 0.35) * _RATE)) / _RATE
        low, high = sorted(random.uniform((300, 900), (900, 6_000)))
        call = signal.chirp(length, low, length[-1], high)
        rough = 1 + random.uniform(0, 1) * np.sin(2 * np.pi * random.uniform(20, 90) * length)
        _event(sound, begin, call * rough * np.hanning(len(length)))
        begin += random.exponential(0.5) + 0.05
    return sound


def _keyboard(random: np.random.Generator) -> Sound:
    """Type: two clicks of each key, through a resonance."""
    sound, begin = 0.002 * _noise(random), 0.1
    while begin < _SECONDS:
        for delay, loud in ((0.0, 1.0), (random.uniform(0.06, 0.12), 0.5)):
            click = random.standard_normal(400) * np.exp(-np.arange(400) / random.uniform(20, 80))
            _event(sound, begin + delay, loud * click)
        begin += random.exponential(0.15) + 0.06
    return _band(sound, 300, 7_000)


def _rain(random: np.random.Generator) -> Sound:
    """Rain: noise with drops."""
    sound = _band(_noise(random), 400, 7_500)
    drops = (random.uniform(size=len(_TIMES)) < random.uniform(0.0005, 0.01)) * _noise(random)
    return sound + 4 * signal.lfilter([1.0], [1.0, -1.6, 0.8], drops)


def _crowd(random: np.random.Generator) -> Sound:
    """Murmur at a distance: dozens of noises in the bands of vowels, each with its own syllables."""
    sound = np.zeros_like(_TIMES)
    for _ in range(30):
        slow = _band(_noise(random), 1, random.uniform(3, 6))
        centre = random.uniform(300, 1_800)
        sound += np.maximum(slow, 0) * _band(_noise(random), centre * 0.8, centre * 1.2)
    return _band(sound, 100, 1_500)


KINDS: dict[str, Callable[[np.random.Generator], Sound]] = {
    "music": _music,
    "hum": _hum,
    "animals": _animals,
    "keyboard": _keyboard,
    "rain": _rain,
    "crowd": _crowd,
}


def piece(number: int) -> tuple[str, NDArray[np.float32]]:
    """Make one, of the next kind, between -45 and -12 dBFS."""
    kind = list(KINDS)[number % len(KINDS)]
    random = np.random.default_rng((2_026, number))
    sound = KINDS[kind](random)
    level = 10 ** (random.uniform(-45, -12) / 20)
    sound = sound / np.sqrt(np.square(sound).mean()) * level
    return kind, np.clip(sound, -1, 1).astype(np.float32)


def main() -> None:
    """Ask each backend about each piece."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backends", nargs="+", default=["open", "resemblyzer"])
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from diarizer import api, backends  # noqa: PLC0415, once it is on the path
    from diarizer.types import Audio  # noqa: PLC0415

    engines = {name: backends.load(name, engine="light") for name in given.backends}
    found: dict[str, list[str]] = {name: [] for name in engines}
    for number in range(given.count):
        kind, samples = piece(number)
        for name, engine in engines.items():
            if api.run(engine, Audio(samples, _RATE, f"{kind}-{number}")).turns:
                found[name].append(f"{kind}-{number}")
    for name, some in found.items():
        share = len(some) / given.count
        verdict = "reached" if share <= _AT_MOST else "missed"
        print(f"{name}: somebody in {len(some)} of {given.count}, {verdict}. {', '.join(some)}")


if __name__ == "__main__":
    main()
