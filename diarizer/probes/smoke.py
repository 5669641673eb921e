"""Prove that a backend works: diarize one recording, and say what it took, as JSON.

    python -m diarizer.probes.smoke --backend resemblyzer
    python -m diarizer.probes.smoke --backend resemblyzer --reference talk.rttm talk.wav

One JSON document goes to stdout, whatever the libraries print goes to stderr.
The doctor runs this in a process of its own, because a native library that is
broken takes its whole process along.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer.errors import BackendUnavailable, DiarizerError, InvalidArgument
from diarizer.messages.text import packed, text
from diarizer.sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.backends import Backend
    from diarizer.types import Annotation

SCHEMA_VERSION = 1

_PACKAGES = (
    "torch",
    "numpy",
    "scipy",
    "soundfile",
    "av",
    "soxr",
    "webrtcvad-wheels",
    "Resemblyzer",
    "pyannote.audio",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the proof; 0 when it succeeded, 1 when not."""
    given = _parser().parse_args(arguments)
    with _stdout_is_stderr():
        document = _document(given)
    # ASCII, because a Windows pipe has some code page that knows half of the letters; at once,
    # because a library that crashes while the process ends takes along what was not yet written.
    print(json.dumps(document), flush=True)  # noqa: T201, this is the data
    return int("error" in document)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m diarizer.probes.smoke", description=__doc__)
    parser.add_argument("audio", nargs="?", type=Path, help="the bundled recording when left out")
    parser.add_argument("--backend", default="resemblyzer")
    parser.add_argument("--engine", default="auto", help="of resemblyzer: torch or light")
    parser.add_argument("--device", default="auto", help="cpu, cuda or mps")
    parser.add_argument("--reference", type=Path, help="an RTTM file with the truth")
    parser.add_argument("--num-speakers", type=int)
    return parser


def _document(given: argparse.Namespace) -> dict[str, Any]:
    head = {"schema_version": SCHEMA_VERSION, "backend": given.backend}
    try:
        return {**head, **_proof(given)}
    except DiarizerError as error:
        return {**head, "error": _refusal(error)}
    except Exception as error:  # noqa: BLE001, the doctor reports it, whatever broke
        return {**head, "error": _refusal(_broken(error))}


def _refusal(error: DiarizerError) -> dict[str, Any]:
    """Name the four facts in English, and those that are told once more for other languages."""
    return {**error.to_dict(), "told": [packed(each) for each in error.told]}


def _broken(error: Exception) -> DiarizerError:
    return BackendUnavailable(
        text("A package that the backend needs does not work."),
        context=f"{type(error).__name__}: {error}",
        hint="setup-doctor check",
    )


def _proof(given: argparse.Namespace) -> dict[str, Any]:
    from diarizer import api, audio, backends  # noqa: PLC0415, a failure of theirs is an answer
    from diarizer.backends import devices  # noqa: PLC0415, as above

    path, reference = (given.audio, given.reference) if given.audio else sample()
    truth = _truth(reference) if reference else None
    began = time.perf_counter()
    name = backends.pick() if given.backend == "auto" else given.backend
    engine = backends.choose(name, given.engine, device=given.device)
    loaded = time.perf_counter()
    with audio.opened(path) as sound:
        found = api.run(engine, sound, num_speakers=given.num_speakers)
    seconds = time.perf_counter() - loaded
    return {
        "backend": name,
        **_engine(engine),
        "device": devices.of(engine),
        "versions": _versions(),
        "audio": found.uri,
        "duration": round(found.duration, 3),
        "speakers": len(found.speakers),
        "turns": found.to_dict()["segments"],
        "load_seconds": round(loaded - began, 3),
        "seconds": round(seconds, 3),
        "real_time_factor": round(found.duration / seconds, 2),
        "peak_memory_mb": _peak_memory_mb(),
        "der": _der(truth, found),
        **_warnings(found),
    }


def _warnings(found: Annotation) -> dict[str, Any]:
    """Say for what reason the result may be less than was asked for; once more for other languages."""
    remarks = found.coverage.warnings if found.coverage else ()
    told = [{"reference": each.reference, "message": str(each.said)} for each in remarks]
    return {"warnings": told, "told": [packed(each.said) for each in remarks]}


def _engine(backend: Backend) -> dict[str, str]:
    """Name what runs the network, and why it is not the reference, where there is a choice."""
    if engine := getattr(backend, "engine", None):
        return {"engine": engine.name, "passed_over": str(engine.passed_over)}
    name = getattr(backend, "engine_name", "")
    return {"engine": name} if name else {}


def _versions() -> dict[str, str]:
    return {name: version for name in _PACKAGES if (version := _version(name))}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _truth(reference: Path) -> Annotation:
    """Read the RTTM, before anything is listened to for it."""
    from diarizer import formats  # noqa: PLC0415

    try:
        return formats.load(reference, "rttm")
    except OSError as error:
        raise InvalidArgument(
            text("The reference cannot be read."),
            context=str(error),
            hint=text("Name an RTTM file: {option}", option="--reference talk.rttm"),
        ) from error


def _der(truth: Annotation | None, found: Annotation) -> dict[str, float] | None:
    if truth is None:
        return None
    from diarizer.metrics import der  # noqa: PLC0415

    errors = der.diarization_error(truth, found)
    return {
        "rate": round(errors.rate, 4),
        "missed": round(errors.missed, 3),
        "false_alarm": round(errors.false_alarm, 3),
        "confusion": round(errors.confusion, 3),
        "total": round(errors.total, 3),
    }


def _peak_memory_mb() -> float | None:
    from diarizer.measuring import peak_memory  # noqa: PLC0415

    return peak_memory.peak_mb()


@contextmanager
def _stdout_is_stderr() -> Iterator[None]:
    """Send what is written to stdout, by C libraries too, to stderr."""
    sys.stdout.flush()
    shown, real = sys.stdout, os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    try:
        yield
    finally:
        sys.stdout = shown
        os.dup2(real, 1)
        os.close(real)


if __name__ == "__main__":
    # Before numpy is imported; resemblyzer's small layers are up to 70 times slower on threads.
    for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(_variable, "1")
    sys.exit(main())
