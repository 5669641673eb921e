"""The recordings that are measured on, and of which kind each is."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import wave
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import environments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
AUDIO = Path(os.environ.get("DIARIZER_TEST_AUDIO") or ROOT.parent / "shared" / "audio")

# A recording is of every kind whose words begin its name; `real` and `built` are pooled besides.
KINDS: dict[str, tuple[str, ...]] = {
    "telephone": (
        "aws_autorepairs_40",
        "pyannote_sample_30s",
        "speechmatics_callcenter_10s",
        "2spk_phone",
    ),
    "room": ("ami_", "4spk_room_noise"),
    "far-field meeting": ("meet_",),
    "music behind": ("3spk_music_bg",),
    "quiet, below -40 dBFS": (
        "ami_EN2001a",
        "ami_EN2003a",
        "ami_EN2004a",
        "ami_ES2003a",
        "ami_ES2003b",
        "2spk_quiet",
    ),
    "same sex": ("4spk_same_sex",),
    "fast turns": ("2spk_fast_turns",),
    "overlap": ("3spk_overlap10", "8spk_meeting", "ami_EN2009b", "speechmatics_callcenter_10s"),
    "long pauses": ("3spk_long_gaps",),
    "one speaker": ("earn22_1spk_4482311", "1spk_monologue"),
    "Russian": ("3spk_russian", "lang_ru"),
    "five other languages at once": ("5spk_multilang",),
    "German": ("lang_de",),
    "Spanish": ("lang_es",),
    "French": ("lang_fr",),
    "Italian": ("lang_it",),
    "Japanese": ("lang_ja",),
    "Portuguese": ("lang_pt",),
    "Chinese": ("lang_zh",),
}

# As make_sets.sh builds its three hours, whatever the length.
_LASTING = (
    *("-n", "4", "--seed", "1020", "--lang", "en", "--overlap", "0.06", "--rt60", "0.3"),
    *("--min-material", "25"),
)

# Two people a minute each. A language that has one voice among the clips meets an English one.
_LANGUAGES = {
    "ru": "ru_tinkoff_a,ru_golos_a",
    "de": "de_fleurs1,de_riva",
    "es": "es_riva,ls3080",
    "fr": "fr_fleurs0,fr_watson1",
    "it": "it_pico,ls2609",
    "ja": "ja_watson,vctk_p225",
    "pt": "pt_fleurs0,vctk_p227",
    "zh": "zh_fleurs,ls367",
}
FAR = ("choosing", "judging")
"""Far-field meetings, of two halves of the voices."""
GROUPS = ("real", "built", "languages", *FAR)

# Where recordings come from. Whatever has one origin is left out together, and its words begin its name.
_ORIGINS: dict[str, tuple[str, ...]] = {
    "AMI openings": ("ami_",),
    "telephone": KINDS["telephone"][:3],
    "broadcast and other": ("earn22_", "falcon_", "pyaa_"),
    "languages": ("lang_",),
    "far-field rooms": ("meet_",),
}
_BUILT = "built by voice"
ORIGINS = (*_ORIGINS, _BUILT)

_LEFT_OUT = ("15spk_panel", "0spk_noise", "4spk_3hours")  # not pooled: as issue and table have it


@dataclass(frozen=True)
class Recording:
    """One file.

    Attributes:
        group: one of `GROUPS`, or ``nobody``.
        path: of the sound; the truth lies beside it, unless nobody speaks.

    """

    group: str
    path: Path

    @property
    def name(self) -> str:
        """What the tables call it."""
        return self.path.stem

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that it is of."""
        return tuple(kind for kind, names in KINDS.items() if self.name.startswith(names))

    @property
    def origin(self) -> str:
        """Where it comes from: one of `ORIGINS`."""
        found = (one for one, names in _ORIGINS.items() if self.name.startswith(names))
        return next(found, _BUILT)

    @property
    def seconds(self) -> float:
        """How long it is."""
        with wave.open(str(self.path), "rb") as sound:
            return sound.getnframes() / sound.getframerate()

    @cached_property
    def digest(self) -> str:
        """The beginning of the SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]


def collect(
    cache: Path, pythons: Mapping[str, Path] | None = None, *, quick: bool = False
) -> list[Recording]:
    """List every recording; what has to be built is built once, into ``cache``.

    Args:
        cache: a folder.
        pythons: interpreters that need not be made, by environment.
        quick: only the real ones of at most a minute, and three noises.

    """
    found = [Recording("real", path) for path in _sounds(AUDIO / "real")]
    noises = [Recording("nobody", path) for path in _sounds(AUDIO / "noise")]
    if quick:
        return [item for item in found if item.path.stat().st_size < 2_000_000] + noises[:3]  # noqa: PLR2004
    sets = built(cache)
    found += [Recording("built", path) for path in _sounds(sets) if path.stem not in _LEFT_OUT]
    found += [Recording("languages", path) for path in _sounds(_languages(cache))]
    meetings = _meetings(cache, pythons or {})
    found += [Recording(half, path) for half, path in meetings]
    return [*found, *noises, Recording("nobody", sets / "0spk_noise.wav")]


def built(cache: Path, *, long: bool = False) -> Path:
    """Build the conversations of ``make_sets.sh``; return their folder."""
    folder = cache / ("long" if long else "built")
    done = folder / "done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run("bash", AUDIO / "make_sets.sh", folder, *(("long",) if long else ()))
        done.touch()
    return folder


def conversation(prefix: Path, *options: str) -> Path:
    """Build one conversation of the clips; return its sound."""
    sound = prefix.with_suffix(".wav")
    if not sound.exists():
        prefix.parent.mkdir(parents=True, exist_ok=True)
        clips = ("--clips", AUDIO / "clips", "--split", "dev")
        _run(sys.executable, AUDIO / "make_conversation.py", prefix, *clips, *options)
    return sound


def lasting(cache: Path, seconds: int) -> Path:
    """Build the conversation of four people that costs are measured on, of any length; return its sound."""
    name = f"{seconds // 60}min" if seconds % 60 == 0 else f"{seconds}s"
    return conversation(cache / "lengths" / name, *_LASTING, "-d", str(seconds))


def _languages(cache: Path) -> Path:
    folder = cache / "languages"
    for number, (language, names) in enumerate(_LANGUAGES.items()):
        options = ("--names", names, "-n", "2", "-d", "60", "--seed", str(2_001 + number))
        conversation(folder / f"lang_{language}", *options)
    return folder


def _meetings(cache: Path, pythons: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Build the far-field meetings, and yield the half of each."""
    folder = cache / "rooms"
    done = folder / "done"
    if not done.exists():
        python = environments.interpreter("rooms", cache, pythons)
        _run(python, ROOT / "benchmarks" / "rooms" / "build.py", "--audio", AUDIO, "--out", folder)
        done.touch()
    for half in FAR:
        yield from (
            (half, path) for path in _sounds(folder) if path.stem.startswith(f"meet_{half}")
        )


def _sounds(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.wav"))


def _run(*command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        timeout=1_800,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PY": sys.executable},
    )
