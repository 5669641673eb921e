"""The systems that are compared, and how each is run: in a process of its own, once per content."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import environments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from measuring.recordings import Recording

PEERS = Path(__file__).resolve().parents[1] / "peers"
ROOT = PEERS.parents[1]
_HOURS = 3_600.0
_BATCH = 600 * 16_000 * 2  # bytes

Turns = list[tuple[float, float, str]]


@dataclass(frozen=True, slots=True)
class System:
    """One way to find out who speaks when.

    Attributes:
        name: the column of the tables, and what ``--only`` takes.
        short: what it is, in a cell.
        title: what it is.
        script: below `PEERS`.
        options: of the script.
        environment: whose packages it needs; empty for this one.

    """

    name: str
    short: str
    title: str
    script: str
    options: tuple[str, ...] = ()
    environment: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is a backend of this project."""
        return self.script == "ours.py"


RECIPE = "recipe"
SYSTEMS = (
    System(
        "resemblyzer",
        "ours, on torch",
        "our backend `resemblyzer` on torch, which it takes where it can",
        "ours.py",
        ("--backend", "resemblyzer", "--engine", "torch"),
    ),
    System(
        "resemblyzer-light",
        "ours, without torch",
        "our backend `resemblyzer` without torch",
        "ours.py",
        ("--backend", "resemblyzer", "--engine", "light"),
    ),
    System(
        "open",
        "ours, on torch",
        "our backend `open` on torch",
        "ours.py",
        ("--backend", "open", "--engine", "torch"),
    ),
    System(
        "open-light",
        "ours, on onnxruntime",
        "our backend `open` on onnxruntime, which it takes where it can",
        "ours.py",
        ("--backend", "open", "--engine", "light"),
    ),
    System(
        RECIPE,
        "peer: the common recipe",
        "the common recipe: pieces of 1.5 s, one Resemblyzer embedding each, always two speakers, who"
        " speak all the time",
        "recipe.py",
    ),
    System(
        "senko",
        "peer: senko 0.2.2",
        "senko 0.2.2, as its authors publish it",
        "senko_.py",
        environment="senko",
    ),
    System(
        "pyannote",
        "peer: pyannote.audio 4 on the models of `open`",
        "the pipeline of pyannote.audio 4 on the two models of `open`, with the settings that"
        " `speaker-diarization-3.1` is published with, for another voice model; not `community-1`",
        "pyannote_pipeline.py",
        environment="pyannote",
    ),
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds, user and system.
        load_cpu: of them, until the system was ready.
        run_wall: seconds from when it was ready.
        peak_mb: memory, of 2**20 bytes.
        versions: of its packages.
        timings: CPU seconds of each stage, where the system tells.
        counts: what each stage had to do, where the system tells.

    """

    wall: float
    cpu: float
    load_cpu: float
    run_wall: float
    peak_mb: float
    versions: Mapping[str, str] = field(default_factory=dict)
    timings: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, float] = field(default_factory=dict)


class SystemFailedError(Exception):
    """A system did not do what it was asked.

    Attributes:
        reason: in a line.

    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bench:
    """Where systems are run.

    Attributes:
        cache: folder of environments and outputs.
        pythons: interpreters that need not be made, by environment.

    """

    cache: Path
    pythons: Mapping[str, Path]

    def run(self, system: System, files: Sequence[Path], out: Path, threads: int = 1) -> Run:
        """Run a system over files; its turns go to ``out``.

        Raises:
            SystemFailedError: it ended with an error, or took longer than three hours.

        """
        python = self._python(system)
        script = (str(python), str(PEERS / system.script), *system.options)
        command = (*script, "--threads", str(threads), "--out", str(out), *map(str, files))
        began = time.perf_counter()
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=3 * _HOURS,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            reason = "was still running after three hours"
            raise SystemFailedError(f"{system.name} {reason}", reason) from error
        wall = time.perf_counter() - began
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if not line.startswith("Hint:")]
            tail = lines[-5:] or [f"ended with {done.returncode}"]
            raise SystemFailedError("\n".join((f"{system.name}:", *tail)), tail[-1])
        told = json.loads(done.stdout.splitlines()[-1])
        return Run(
            wall=wall,
            cpu=told["cpu"],
            load_cpu=told["load_cpu"],
            run_wall=told["run_seconds"],
            peak_mb=told["peak_mb"] or 0.0,
            versions=told["versions"],
            timings=told["timings"],
            counts=told["counts"],
        )

    def outputs(
        self, system: System, recordings: Iterable[Recording]
    ) -> tuple[dict[str, Turns], dict[str, str]]:
        """Return the turns of each recording by its name, and the versions of the packages.

        What was answered before, by the same code and packages to the same sound, is not asked
        again.

        Raises:
            SystemFailedError: the system ended with an error.

        """
        folder = self.cache / "turns" / f"{system.name}-{self._digest(system)}"
        kept = {item: folder / f"{item.name}-{item.digest}.json" for item in recordings}
        for some in _batches([item for item, path in kept.items() if not path.exists()]):
            self._ask(system, some, kept, folder)
        versions = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
        return {
            item.name: json.loads(path.read_text(encoding="utf-8")) for item, path in kept.items()
        }, versions

    def _ask(
        self,
        system: System,
        recordings: Sequence[Recording],
        kept: Mapping[Recording, Path],
        folder: Path,
    ) -> None:
        print(f"{system.name}: {', '.join(item.name for item in recordings)}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as fresh:
            run = self.run(system, [item.path for item in recordings], Path(fresh))
            folder.mkdir(parents=True, exist_ok=True)
            versions = json.dumps(run.versions)
            (folder / "versions.json").write_text(versions, encoding="utf-8")
            for item in recordings:
                answer = (Path(fresh) / f"{item.name}.json").read_text(encoding="utf-8")
                kept[item].write_text(answer, encoding="utf-8")

    def _python(self, system: System) -> Path:
        try:
            return environments.interpreter(system.environment, self.cache, self.pythons)
        except (OSError, subprocess.SubprocessError) as error:
            reason = f"its environment could not be made: {error}"
            raise SystemFailedError(f"{system.name}: {reason}", reason) from error

    def _digest(self, system: System) -> str:
        """Hash what the answer depends on: scripts, our own library where it is used, packages."""
        sources = [PEERS / system.script]
        if system.is_ours:
            sources += sorted((ROOT / "diarizer").rglob("*.py"))
        whole = hashlib.sha256(environments.fingerprint(self._python(system)).encode())
        whole.update("\0".join(system.options).encode())
        for source in sources:
            whole.update(source.read_bytes())
        return whole.hexdigest()[:16]


def _batches(recordings: Sequence[Recording]) -> Iterator[list[Recording]]:
    """Yield about ten minutes at a time, so that a run that is interrupted has done something."""
    some: list[Recording] = []
    for item in recordings:
        some.append(item)
        if sum(each.path.stat().st_size for each in some) >= _BATCH:
            yield some
            some = []
    if some:
        yield some


def chosen(names: Sequence[str]) -> list[System]:
    """Return the systems of these names; all when none is named.

    Raises:
        SystemExit: a name is not in the table.

    """
    known = {system.name: system for system in SYSTEMS}
    for name in names:
        if name not in known:
            sys.exit(f"There is no system {name!r}. Known: {', '.join(known)}")
    return [known[name] for name in names] or list(SYSTEMS)
