"""What is tried without torch: the suite, one look, and the wall that users run into."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.windows.assembly import ROOT
from tests.windows.bench import HOME, PIP, Bench, UnmetError, expect

_TESTS = ROOT / "tests" / "setup_doctor"
# Files side by side, in place of xdist, which does not start below a Cyrillic path.
_AT_ONCE, _NO_TESTS, _LATE = 4, 5, 124
COMPILER_WANTED = "Microsoft Visual C++ 14.0 or greater is required"


def states(bench: Bench, arguments: Sequence[str]) -> None:
    """Every state of a Windows that was made for real is named."""
    _tests(bench, [path for path in _files() if _makes_states(path)], arguments)


def suite(bench: Bench, arguments: Sequence[str]) -> None:
    """The doctor's other tests pass, against the wheel that users get."""
    _tests(bench, [path for path in _files() if not _makes_states(path)], arguments)


def _files() -> list[Path]:
    return sorted(_TESTS.rglob("test_*.py"), key=lambda path: -path.stat().st_size)


def _makes_states(path: Path) -> bool:
    if path.name == "test_huggingface.py":  # the Hub's states are no machine's, and take minutes
        return False
    return path.parent.name in {"windows", "checks"} or path.name == "test_states.py"


def _tests(bench: Bench, files: Sequence[Path], arguments: Sequence[str]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        runs = list(pool.map(lambda path: _pytest(bench, path, arguments), files))
    for path, done in zip(files, runs, strict=True):
        if done.returncode not in {0, _NO_TESTS}:
            print(done.stdout, done.stderr, sep="\n")
        closing = next((s for s in reversed(done.stdout.splitlines()) if s), "nothing")
        print(f"    {path.relative_to(_TESTS).as_posix():<28} {closing}")
    codes = {done.returncode for done in runs}
    expect(0 in codes and codes <= {0, _NO_TESTS}, f"pytest ended with {codes}")


def _pytest(bench: Bench, path: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # `setup_doctor` comes from the environment, not from the folder in which pytest starts.
    options = ("-P", "-m", "pytest", "--import-mode=append", "-q", "-p", "no:cacheprovider")
    name = "-".join(path.relative_to(_TESTS).with_suffix("").parts)
    temporary = rf"--basetemp={HOME}\{name}"
    plain = dict.fromkeys(PIP, "")  # as it is on anybody's machine
    file = str(path.relative_to(ROOT))
    try:
        return bench.run(*options, temporary, file, *arguments, limit=1800, cwd=ROOT, **plain)
    except subprocess.TimeoutExpired as late:  # what the other files say is shown all the same
        said = (late.stdout or b"").decode(errors="replace")
        closing = f"not done after {late.timeout:.0f} s"
        return subprocess.CompletedProcess(late.cmd, _LATE, f"{said}\n{closing}", "")


def check(bench: Bench) -> None:
    """`check --json` gives one JSON document, in ASCII, that agrees with its exit code."""
    done = bench.doctor("check", "--json", "--no-smoke", "--offline")
    results = {result["id"]: result for result in document(done)["results"]}
    expect(
        "compiler.msvc" in results and "compiler.c" not in results, "the checks of Windows", done
    )
    crashed = [name for name, result in results.items() if result["status"] == "crashed"]
    expect(not crashed, f"crashed: {crashed}", done)
    expect(document(done)["environment"]["wheel platform"] == "win-amd64", "win-amd64", done)
    looked = results["compiler.msvc"]["evidence"][0]["looked_at"]
    expect(looked.startswith(r"C:\Program Files (x86)\Microsoft Visual"), looked, done)
    expect(HOME in results["python.environment"]["message"], "the Cyrillic path is whole", done)
    statuses = [result["status"] for result in results.values()]
    counts = ", ".join(f"{statuses.count(s)} {s}" for s in dict.fromkeys(statuses))
    print(f"    {len(results)} checks: {counts}; exit code {done.returncode}")


def document(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The JSON of a check, held to what is promised of it."""
    expect(done.stdout.isascii(), "stdout is ASCII", done)
    try:
        found = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise UnmetError(f"not JSON: {error}\n{done.stdout}\n{done.stderr}") from None
    wanted = {"schema_version", "exit_code", "environment", "verdicts", "results"}
    expect(wanted <= set(found), f"the document has {sorted(found)}", done)
    expect(found["schema_version"] == 1, "schema_version", done)
    expect(found["exit_code"] == done.returncode, "the exit code is the document's", done)
    for result in found["results"]:
        keys = {"id", "title", "status", "cause", "message", "evidence", "remedies", "seconds"}
        expect(keys <= set(result), f"{result.get('id')} has {sorted(result)}", done)
    return found


def wall(bench: Bench) -> None:
    """`pip install webrtcvad` hits the genuine wall, and the doctor knows it by its words."""
    done = bench.run("-m", "pip", "install", "--no-deps", "webrtcvad==2.0.10")
    said = done.stdout + done.stderr
    error = next((s.strip() for s in said.splitlines() if COMPILER_WANTED in s), "")
    expect(done.returncode != 0 and error, "pip fails for want of a compiler", done)
    print("    pip:", error)
    told = bench.doctor("explain", error, PYTHONIOENCODING="cp1251")
    expect("cause packages.compiler-wanted" in told.stdout, "explain names the cause", told)
    expect("install resemblyzer" in told.stdout, "explain names the fix", told)
    print("    explain:", *(line.strip() for line in told.stdout.splitlines()), sep="\n      ")
    looked = bench.doctor("check", "--only", "packages.webrtcvad", "--json")
    (result,) = (r for r in document(looked)["results"] if r["id"] == "packages.webrtcvad")
    expect(result["cause"] == "packages.webrtcvad-missing", "packages.webrtcvad", looked)
    remedies = " ".join(command for each in result["remedies"] for command in each["commands"])
    expect("install resemblyzer" in remedies, "a remedy", looked)
    print(f"    packages.webrtcvad: {result['cause']}: {result['message']}")
