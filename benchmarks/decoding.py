"""What it costs to decode an hour, paired against FFmpeg's own program, into docs/benchmarks.md.

    python benchmarks/decoding.py [--rounds 3] [--minutes 60] [--print-only]

The bundled recording, again and again, as MP3, AAC, Opus, FLAC (of two channels and 44.1 kHz, too) and
WAV. Ours is decoded, mixed,
brought to 16 kHz and written; `ffmpeg -i X -f null -` decodes it and throws it away. The program
comes from the wheel `imageio-ffmpeg`, or from PATH.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diarizer.sample import sample
from measuring import machine
from measuring.command import DOCUMENT
from measuring.document import replace_section, table

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 1.1
LONG = 3.0  # times as long, for the memory
KINDS = {
    "MP3": ("a.mp3", ["-c:a", "libmp3lame", "-b:a", "64k"]),
    "AAC": ("a.m4a", ["-c:a", "aac", "-b:a", "64k"]),
    "Opus": ("a.opus", ["-c:a", "libopus", "-b:a", "32k"]),
    "FLAC": ("a.flac", ["-c:a", "flac"]),
    "FLAC in stereo": ("stereo.flac", ["-ar", "44100", "-ac", "2", "-c:a", "flac"]),
    "WAV": ("a.wav", ["-c:a", "pcm_s16le"]),
}
OURS = """
import sys, time, resource
from diarizer import audio
import av, soundfile, soxr  # what is loaded once for any number of recordings is not decoding
wall, spent = time.perf_counter(), time.process_time()
with audio.opened(sys.argv[1]):
    print(time.process_time() - spent, time.perf_counter() - wall,
          resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Cost(NamedTuple):
    """Of one decoding."""

    cpu: float
    wall: float
    peak: float = 0.0


def program() -> str:
    """The ffmpeg that is measured."""
    try:
        import imageio_ffmpeg  # noqa: PLC0415

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except ImportError:
        found = shutil.which("ffmpeg")
        if found is None:
            sys.exit('No ffmpeg. Install one: python -m pip install "imageio-ffmpeg"')
        return found


def made(folder: Path, kind: str, minutes: float) -> Path:
    """Write a recording of so many minutes."""
    name, codec = KINDS[kind]
    path = folder / f"{minutes:.0f}-{name}"
    source = ["-stream_loop", "-1", "-i", str(sample()[0]), "-t", str(minutes * 60)]
    subprocess.run([program(), "-v", "error", "-y", *source, *codec, str(path)], check=True)
    return path


def ours(path: Path) -> Cost:
    """Decode as the library does, in a process of its own."""
    command = [sys.executable, "-c", OURS, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Cost(*map(float, said.split()))


def theirs(path: Path, *options: str) -> Cost:
    """Decode as ffmpeg does."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [program(), "-v", "error", *options, "-i", str(path), "-f", "null", "-"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - wall
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def row(folder: Path, kind: str, minutes: float, rounds: int) -> tuple[str, ...]:
    """Measure one format in turn, A B C A B C."""
    path = made(folder, kind, minutes)
    took = [(ours(path), theirs(path, "-threads", "1"), theirs(path)) for _ in range(rounds)]
    path.unlink()
    mine, one, many = (
        [statistics.median(values) for values in zip(*costs, strict=True)]
        for costs in zip(*took, strict=True)
    )
    ratio = statistics.median(a.cpu / b.cpu for a, b, _ in took)
    whole = statistics.median(a.cpu / c.cpu for a, _, c in took)
    path = made(folder, kind, minutes * LONG)
    long = ours(path).peak
    path.unlink()
    short = made(folder, kind, minutes / 6)
    peaks = f"{ours(short).peak:.0f}", f"{long:.0f}"
    numbers = [mine[0], one[0], many[0], mine[1], one[1], many[1]]
    reached = "reached" if ratio <= ALLOWED else "missed"
    return (kind, *(f"{n:.2f}" for n in numbers), f"{ratio:.2f}", f"{whole:.2f}", *peaks, reached)


def rows(minutes: float, rounds: int, kinds: list[str]) -> Iterator[tuple[str, ...]]:
    """A row of the table for each format."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            yield row(Path(folder), kind, minutes, rounds)


def main() -> None:
    """Measure every format, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--only", action="append", choices=KINDS, help="of these formats")
    parser.add_argument("--print-only", action="store_true", help="write no document")
    given = parser.parse_args()
    head = ("an hour of", "CPU s", "`-threads 1`", "`ffmpeg`", "wall s", "`-threads 1`", "`ffmpeg`")
    head = (*head, "CPU ratio", "to default threads", "MB at 10 min", "MB at 3 h", "")
    said = subprocess.run([program(), "-version"], check=True, capture_output=True, text=True)
    version = " ".join(said.stdout.split()[:3])
    text = (
        "## Decoding\n\n"
        f"{machine.described()}. `python benchmarks/decoding.py`: the bundled recording, {given.minutes:.0f}"
        f" minutes of it, 16 kHz mono (Opus 48 kHz, stereo 44.1 kHz), decoded, mixed, resampled and"
        f" written by ours, decoded and thrown away by `ffmpeg -i X -f null -` ({version}), with one"
        f" thread and with as many as it likes; in turn, {given.rounds} of each, medians. CPU seconds without"
        f" loading the libraries; at most {ALLOWED} times those of one thread are wanted.\n\n"
        f"{table(head, rows(given.minutes, given.rounds, given.only or list(KINDS)))}"
    )
    if given.print_only:
        print(text)
    else:
        replace_section(DOCUMENT, "decoding", text)


if __name__ == "__main__":
    main()
