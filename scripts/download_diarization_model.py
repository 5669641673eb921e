"""Download what a diarization backend needs, and say whether it is whole.

    python scripts/download_diarization_model.py                 the model of pyannote
    python scripts/download_diarization_model.py resemblyzer     its weights come with its package
    python scripts/download_diarization_model.py pyannote --pipeline 3.1
    python scripts/download_diarization_model.py nemotron        which asks for no token

The token is taken from HF_TOKEN, or from where ``hf auth login`` has left it; there is no option
for it, since other programs can read the arguments of this one. Exit codes: 0 everything is there
and whole, 1 something must be fixed, 2 wrong usage, 3 it could not be checked (network).
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
if (ROOT / "diarizer").is_dir():  # a checkout runs its own code, installed or not
    sys.path.insert(0, str(ROOT))

from diarizer import models  # noqa: E402, after the path
from diarizer.errors import DiarizerError, NetworkFailed  # noqa: E402, after the path

_PIPELINES = {"community-1": "pyannote", "3.1": "pyannote-3.1"}
_OK, _FIX, _UNKNOWN, _CANCELLED = 0, 1, 3, 130
_MEGABYTE = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    name = options.backend if options.backend != "pyannote" else _PIPELINES[options.pipeline]
    try:
        _run(models.MODELS[name], options.timeout)
    except DiarizerError as error:
        _tell(error)
        return _UNKNOWN if isinstance(error, NetworkFailed) else _FIX
    except KeyboardInterrupt:
        _say("Cancelled. What has arrived is kept; the next run goes on from there.")
        return _CANCELLED
    return _OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "backend",
        nargs="?",
        default="pyannote",
        choices=("resemblyzer", "pyannote", "nemotron"),
    )
    parser.add_argument("--pipeline", default="community-1", choices=_PIPELINES)
    parser.add_argument(
        "--timeout",
        type=float,
        default=models.TIMEOUT,
        metavar="SECONDS",
        help="of silence, after which it is given up (%(default)s)",
    )
    return parser


def _run(model: models.Model, timeout: float) -> None:
    _say(f"{model.title} ({model.licence})")
    planned = models.plan(model, timeout=timeout)
    for file in planned.files:
        lack = "to download" if "/" in file.source else "missing"
        there = "there" if file.present else lack
        _say(f"  {file.size / _MEGABYTE:8.2f} MB  {there:<12}  {file.source}  {file.path}")
    _say(f"  {planned.total / _MEGABYTE:8.2f} MB in all, {planned.missing / _MEGABYTE:.2f} to come")
    with _bar() as progress:
        folder = models.download(model, progress=progress, timeout=timeout)
    for state in models.verify(model, deep=True):
        _say(f"  {state.state.value}, hash compared: {state.source}  {state.path}")
    print(folder)


@contextmanager
def _bar() -> Iterator[models.Progress]:
    """Draw with rich where it is installed and somebody looks, in plain lines otherwise."""
    try:
        from rich.console import Console  # noqa: PLC0415, may be missing
        from rich.progress import (  # noqa: PLC0415, may be missing
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )
    except ImportError:
        yield _Lines().show
        return
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    columns = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    text = TextColumn("{task.description}")
    with Progress(text, BarColumn(), *columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(
            task, description=stage, completed=done, total=total
        )


class _Lines:
    """One line for each tenth of the way."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._tenths = -1

    def show(self, stage: str, completed: int, total: int) -> None:
        tenths = 10 * completed // max(total, 1)
        if tenths <= self._tenths:
            return
        self._tenths = tenths
        speed = completed / max(time.monotonic() - self._begin, 0.001) / _MEGABYTE
        done, of = completed / _MEGABYTE, total / _MEGABYTE
        _say(f"  {10 * tenths:3d} %  {done:.1f} of {of:.1f} MB  {speed:.1f} MB/s  {stage}")


def _tell(error: DiarizerError) -> None:
    _say(f"\n{error.message}")
    for line in error.context.splitlines():
        _say(f"    {line}")
    _say(f"What to do: {error.hint}")
    _say(f"[{error.reference}]")


def _say(text: str) -> None:
    # A Windows console with an old code page cannot show every letter of a path.
    encoding = sys.stderr.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
