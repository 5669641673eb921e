#!/usr/bin/env python3
"""The doctor under a real Windows Python, on Linux: its suite, and the long ways round.

    python tests/windows/run.py            everything
    python tests/windows/run.py --whole    the pip of Windows unpacks torch and the like, too: minutes more
    python tests/windows/run.py --only suite -- -k spelling
    python tests/windows/run.py --only states          the states of a Windows, made for real
    python tests/windows/run.py --only way --only again

Needs wine and `../shared/windows`, which assembles the interpreter; without them it says so and
skips (with CI=true a missing wine is a failure). The assembled Windows stands in $WINEPREFIX, by
default in the user's cache, and is used again.

Everything happens in fresh virtual environments below a Cyrillic user folder with a blank in
it, because that is where such things break. They are made by the commands of `install.ps1`. Packages
are fetched by the pip of Linux, which knows this machine's index and proxy; the pip of Windows gets
a folder of genuine wheels, in the versions that users get.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.windows import installer, steps, walks, ways, wheels  # from this checkout
from tests.windows.assembly import ROOT, assemble, missing
from tests.windows.bench import HOME, PROJECT, Bench, UnmetError, Windows, expect

# The most important first, each with the seconds that it took with four processors that had other
# work, too; a machine that needs longer for the first of them is expected to need it for the rest.
# `again`, `pyannote` and `nemotron` find what the one before them left; the tests have an environment
# of their own.
STEPS: dict[Callable[..., None], int] = {
    steps.check: 10,
    steps.wall: 45,
    steps.states: 120,
    ways.way: 240,
    ways.again: 150,
    steps.suite: 500,
    ways.pyannote: 400,
    ways.nemotron: 300,
    walks.walk: 240,
}
TESTS = ("states", "suite")
LEANING = {"again": "way"}  # looks at what the other one left, which has to be there
_BOTH = ("resemblyzer", "open")
BACKENDS = {
    "way": _BOTH,
    "walk": _BOTH,
    "pyannote": (*_BOTH, "pyannote"),
    "nemotron": (*_BOTH, "nemotron"),
}
SPARE = HOME + r"\ещё один проект\.venv"
_PROGRAMS = """
import sysconfig
from importlib.metadata import distribution
from pip._vendor.distlib.scripts import ScriptMaker
maker = ScriptMaker(None, sysconfig.get_path("scripts"))
maker.variants = {""}
maker.clobber = True
for each in distribution("setup-doctor").entry_points.select(group="console_scripts"):
    maker.make(f"{each.name} = {each.value}")
"""
_NOT_OF_IT = shutil.ignore_patterns(".*", "__pycache__")


@dataclass(frozen=True, slots=True)
class Pace:
    """How much of the time is left, at the speed that was seen so far.

    Attributes:
        until: when the last step has to have ended.
        expected, needed: the seconds of the steps that were done, as foretold and as measured.
    """

    until: float
    expected: float = 0.0
    needed: float = 0.0

    def fits(self, seconds: float) -> bool:
        slower = max(1.0, self.needed / self.expected) if self.expected else 1.0
        return time.monotonic() + seconds * slower <= self.until

    def after(self, expected: float, needed: float) -> Pace:
        return replace(self, expected=self.expected + expected, needed=self.needed + needed)


def bench_on(windows: Windows, whole: bool) -> Bench:
    values = {
        "found": windows.interpreter,
        "venv": PROJECT + r"\.venv",
        "own": PROJECT + r"\.venv\Scripts\python.exe",
        "constraints": PROJECT + r"\setup_doctor\install\constraints.txt",
        "source": PROJECT + "/",
    }
    return Bench(windows, tuple(installer.commands(ROOT / "install.ps1", values)), whole)


def make(bench: Bench, names: Sequence[str]) -> None:
    """A checkout below a Cyrillic folder, and the environment that the installer makes in it."""
    windows = bench.windows
    shutil.rmtree(windows.path(HOME), ignore_errors=True)
    shutil.copytree(ROOT, windows.path(PROJECT), ignore=_NOT_OF_IT)
    backends = sorted({each for name in names for each in BACKENDS.get(name, ())})
    with ThreadPoolExecutor() as pool:
        fetched = pool.submit(wheels.fetch, windows.path(r"C:\wheels"), tuple(backends))
        _start(bench, 0)
        fetched.result()
    _start(bench, 1)
    if set(TESTS) & set(names):
        _spare(bench)


def _spare(bench: Bench) -> None:
    """An environment for the tests, which is as it was when the ways have changed the other one."""
    used, spare = map(bench.windows.path, (bench.folder, SPARE))
    shutil.copytree(used, spare, copy_function=os.link)  # pip replaces files, it rewrites none
    tests = replace(bench, folder=SPARE)
    tests.must("-m", "pip", "install", "--quiet", "pytest", limit=200)
    # Copied, its programs start the Python of the first one, and the doctor says so of each command.
    tests.must("-c", _PROGRAMS, limit=60)


def _start(bench: Bench, step: int) -> None:
    started = time.monotonic()
    command = bench.installer[step]
    done = bench.windows.run(*command, limit=600)
    expect(done.returncode == 0, " ".join(command), done)
    print(f"install.ps1: {' '.join(command)} ({time.monotonic() - started:.0f} s)", flush=True)


def main() -> int:
    known = {step.__name__: step for step in STEPS}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=known, action="append")
    parser.add_argument(
        "--whole", action="store_true", help="let Windows' pip unpack torch and the like, too"
    )
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="begin no step that ends after these"
    )
    parser.add_argument("--keep", action="store_true", help="go on with what the last run left")
    parser.add_argument("pytest", nargs="*", help="options for pytest, after --")
    options = parser.parse_args()
    reason = missing()
    if reason:
        print(f"tests/windows skipped: {reason}.")
        return 1 if os.environ.get("CI") == "true" and "wine is not" in reason else 0
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    prefix = Path(os.environ.get("WINEPREFIX") or cache / "setup-doctor" / "winpy").absolute()
    started = time.monotonic()
    windows = assemble(prefix)
    bench = bench_on(windows, options.whole)
    todo = [name for name in known if name in (options.only or known)]
    with windows.awake():
        if not options.keep and not _try(make, bench, todo):
            return 1
        failed, left_out = [], []
        pace = Pace(until=started + options.minutes * 60)
        for name in todo:
            step = known[name]
            missed = LEANING.get(name) in (*left_out, *failed)
            if missed or not pace.fits(STEPS[step]):
                left_out.append(name)
                continue
            began = time.monotonic()
            tested = (replace(bench, folder=SPARE), options.pytest) if name in TESTS else (bench,)
            failed += [] if _try(step, *tested) else [name]
            pace = pace.after(STEPS[step], time.monotonic() - began)
    passed = len(todo) - len(failed) - len(left_out)
    print(f"tests/windows: {passed} of {len(todo)} passed in {time.monotonic() - started:.0f} s")
    if left_out:
        alone = " ".join(f"--only {name}" for name in left_out)
        print(f"Left out for want of time: python tests/windows/run.py {alone}")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def _try(step: Callable[..., None], *arguments: object) -> bool:
    started = time.monotonic()
    print(f"{step.__name__}: {step.__doc__.splitlines()[0]}", flush=True)
    try:
        step(*arguments)
    except (UnmetError, subprocess.TimeoutExpired) as error:
        print(f"    FAILED: {error}")
        return False
    print(f"    passed in {time.monotonic() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
