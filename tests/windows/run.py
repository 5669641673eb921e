#!/usr/bin/env python3
"""The doctor under a real Windows Python, on Linux: its suite, and its main job.

    python tests/windows/run.py            four to eight minutes, as busy as the machine is
    python tests/windows/run.py --whole    and the whole installation, torch included (five minutes more)
    python tests/windows/run.py --only suite -- -k spelling

Needs wine and `../shared/windows`, which assembles the interpreter; without them it says so and
skips (with CI=true a missing wine is a failure). The assembled Windows stands in $WINEPREFIX, by
default in the user's cache, and is used again.

Everything happens in one fresh virtual environment below a Cyrillic user folder with a blank in
it, because that is where such things break. Packages are fetched by the pip of Linux, which knows
this machine's index and proxy; the pip of Windows gets a folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "windows"
sys.path.insert(0, str(ROOT))

from setup_doctor.install import route, standins  # noqa: E402 - from this checkout, not from an environment

PYTHON = "3.11"
HOME = r"C:\users\Евгений Тест"
# What pip evaluates for Linux although it was asked about Windows.
ONLY_ON_WINDOWS = ("colorama",)
# They come as they are; the rest of the route is far larger, and no part of what is shown here.
GENUINE = ("webrtcvad-wheels", "resemblyzer")
PIP = {
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": r"C:\wheels",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_NO_COMPILE": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
TESTS = ROOT / "tests" / "setup_doctor"
# Files side by side, in place of xdist, which does not start below a Cyrillic path.
AT_ONCE, NO_TESTS = 4, 5
COMPILER_WANTED = "Microsoft Visual C++ 14.0 or greater is required"


class UnmetError(Exception):
    """Something was not as it should be."""


@dataclass(frozen=True)
class Windows:
    """A wine prefix with a Windows Python in it."""

    prefix: Path

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def interpreter(self) -> str:
        return f"C:\\py{PYTHON.replace('.', '')}\\python.exe"

    @property
    def environ(self) -> dict[str, str]:
        foreign = ("PIP_", "PYTHON", "VIRTUAL_ENV", "HF_", "SETUP_DOCTOR_")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return {
            **inherited,
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            # wine reads the names of files by it.
            "LC_ALL": "C.UTF-8",
            **PIP,
            # Not beside the sources: half of them lie in this checkout.
            "PYTHONPYCACHEPREFIX": r"C:\pycache",
        }

    def path(self, path: str) -> Path:
        """Where a path of the C drive lies for Linux."""
        return self.drive.joinpath(*path.split("\\")[1:])

    def run(
        self, *command: str, limit: float = 120.0, cwd: Path | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; both its streams are pipes, as wine wants it."""
        return subprocess.run(
            ["wine", *command],
            env={**self.environ, **environ},
            cwd=cwd or self.drive,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding=environ.get("PYTHONIOENCODING", "utf-8"),
            errors="replace",
            timeout=limit,
            check=False,
        )

    @contextlib.contextmanager
    def awake(self) -> Iterator[None]:
        """While one wine process idles, a call takes 0.2 s instead of 3."""
        command = ["wine", self.interpreter, "-c", "import time; time.sleep(900)"]
        null = subprocess.DEVNULL
        # Neither has a pipe: wine's services, which the first call starts, would hold it open.
        streams = {"env": self.environ, "stdin": null, "stdout": null, "stderr": null}
        idle = subprocess.Popen(command, **streams)
        try:
            subprocess.run([*command[:2], "-c", ""], check=True, timeout=120, **streams)
            yield
        finally:
            idle.kill()
            idle.wait()


@dataclass(frozen=True)
class Bench:
    """The virtual environment in which everything is tried."""

    windows: Windows
    folder: str = HOME + r"\мой проект\.venv"

    @property
    def python(self) -> str:
        return self.folder + r"\Scripts\python.exe"

    def run(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return self.windows.run(self.python, *arguments, **options)  # type: ignore[arg-type]

    def must(self, *arguments: str, **options: object) -> str:
        done = self.run(*arguments, **options)
        expect(done.returncode == 0, f"{arguments} ended with {done.returncode}", done)
        return done.stdout

    def doctor(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "setup_doctor", *arguments, **options)


def expect(truth: object, what: str, done: subprocess.CompletedProcess[str] | None = None) -> None:
    if not truth:
        said = f"\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}" if done else ""
        raise UnmetError(what + said)


# --- what is tried ---


def suite(bench: Bench, arguments: Sequence[str]) -> None:
    """The doctor's own tests pass, against the wheel that users get."""
    files = sorted(TESTS.rglob("test_*.py"), key=lambda path: -path.stat().st_size)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(lambda path: _pytest(bench, path, arguments), files))
    for path, done in zip(files, runs, strict=True):
        if done.returncode not in {0, NO_TESTS}:
            print(done.stdout, done.stderr, sep="\n")
        closing = next((s for s in reversed(done.stdout.splitlines()) if s), "nothing")
        print(f"    {path.relative_to(TESTS).as_posix():<28} {closing}")
    codes = {done.returncode for done in runs}
    expect(0 in codes and codes <= {0, NO_TESTS}, f"pytest ended with {codes}")


def _pytest(bench: Bench, path: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # `setup_doctor` comes from the environment, not from the folder in which pytest starts.
    options = ("-P", "-m", "pytest", "--import-mode=append", "-q", "-p", "no:cacheprovider")
    temporary = rf"--basetemp={HOME}\{path.stem}"
    plain = dict.fromkeys(PIP, "")  # as it is on anybody's machine
    file = str(path.relative_to(ROOT))
    return bench.run(*options, temporary, file, *arguments, limit=1200, cwd=ROOT, **plain)


def check(bench: Bench) -> None:
    """`check --json` gives one JSON document, in ASCII, that agrees with its exit code."""
    done = bench.doctor("check", "--json", "--no-smoke", "--offline")
    document = _document(done)
    results = {result["id"]: result for result in document["results"]}
    expect(
        "compiler.msvc" in results and "compiler.c" not in results, "the checks of Windows", done
    )
    crashed = [name for name, result in results.items() if result["status"] == "crashed"]
    expect(not crashed, f"crashed: {crashed}", done)
    expect(document["environment"]["wheel platform"] == "win-amd64", "win-amd64", done)
    looked = results["compiler.msvc"]["evidence"][0]["looked_at"]
    expect(looked.startswith(r"C:\Program Files (x86)\Microsoft Visual"), looked, done)
    expect(HOME in results["python.environment"]["message"], "the Cyrillic path is whole", done)
    statuses = [result["status"] for result in results.values()]
    counts = ", ".join(f"{statuses.count(s)} {s}" for s in dict.fromkeys(statuses))
    print(f"    {len(results)} checks: {counts}; exit code {done.returncode}")


def _document(done: subprocess.CompletedProcess[str]) -> dict:  # type: ignore[type-arg]
    expect(done.stdout.isascii(), "stdout is ASCII", done)
    try:
        document = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise UnmetError(f"not JSON: {error}\n{done.stdout}\n{done.stderr}") from None
    wanted = {"schema_version", "exit_code", "environment", "verdicts", "results"}
    expect(wanted <= set(document), f"the document has {sorted(document)}", done)
    expect(document["schema_version"] == 1, "schema_version", done)
    expect(document["exit_code"] == done.returncode, "the exit code is the document's", done)
    for result in document["results"]:
        keys = {"id", "title", "status", "cause", "message", "evidence", "remedies", "seconds"}
        expect(keys <= set(result), f"{result.get('id')} has {sorted(result)}", done)
    return document


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
    _webrtcvad(bench, "failed", "packages.webrtcvad-missing")


def way(bench: Bench) -> None:
    """The doctor's route brings webrtcvad where there is no compiler, and pip stays content."""
    _install(bench, limit=300)
    listed = bench.must("-m", "pip", "list", "--format=freeze").splitlines()
    for wanted in ("webrtcvad==2.0.10.post9", "typing==3.10.0.0.post9", "resemblyzer==0.1.4"):
        expect(wanted in (line.lower() for line in listed), f"{wanted} among {listed}")
    before = {line for line in listed if "webrtcvad" in line}
    again = bench.must("-m", "pip", "install", "--upgrade", "webrtcvad", "resemblyzer")
    expect("Successfully installed" not in again, "a later --upgrade changes nothing: " + again)
    print("    installed:", *sorted(before))


def whole(bench: Bench) -> None:
    """The same with everything that it really brings, torch included, from the index itself."""
    # Windows' pip asks the index here: only it evaluates the markers of Windows.
    online = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", **_certificates()}
    bench.must("-m", "pip", "uninstall", "--yes", *_hollow_versions(), "webrtcvad-wheels")
    _install(bench, limit=900, **online)


def _install(bench: Bench, **options: object) -> None:
    started = time.monotonic()
    # As on a Russian Windows whose output goes into a file.
    done = bench.doctor("install", "resemblyzer", PYTHONIOENCODING="cp1251", **options)
    expect(done.returncode == 0, f"install ended with {done.returncode}", done)
    expect("Traceback" not in done.stderr, "pip can write every path", done)
    expect(HOME in done.stderr, "the Cyrillic path arrives whole", done)
    content = bench.must("-m", "pip", "check").strip()
    print(f"    route: {time.monotonic() - started:.0f} s; pip check: {content}")
    _webrtcvad(bench, "ok", "")


def _webrtcvad(bench: Bench, status: str, cause: str) -> None:
    done = bench.doctor("check", "--only", "packages.webrtcvad", "--json")
    result = next(r for r in _document(done)["results"] if r["id"] == "packages.webrtcvad")
    expect((result["status"], result["cause"]) == (status, cause), "packages.webrtcvad", done)
    remedies = " ".join(command for each in result["remedies"] for command in each["commands"])
    expect(status == "ok" or "install resemblyzer" in remedies, "a remedy", done)
    print(f"    packages.webrtcvad: {status} {cause}: {result['message']}")


# --- what it is tried on ---


def assemble(prefix: Path) -> Windows:
    """The prefix as it stands, or a new one."""
    windows = Windows(prefix)
    root = windows.path(windows.interpreter).parent
    if not (root / "python.exe.manifest").is_file():  # the last thing that is written
        prefix.parent.mkdir(parents=True, exist_ok=True)
        command = [str(SHARED / "winpy.sh"), PYTHON, str(prefix)]
        subprocess.run(command, check=True, timeout=300, stdin=subprocess.DEVNULL)
    _agree(root / "Lib" / "importlib" / "metadata" / "__init__.py")
    return windows


def _agree(module: Path) -> None:
    """Let the library (of a Linux Python) suit the DLL, which is a younger 3.11.

    It calls this as a class method, which it became in 3.11.8.
    """
    source = module.read_text(encoding="utf-8")
    method = "    def invalidate_caches(cls):"
    if f"@classmethod\n{method}" not in source:
        source = source.replace(method, f"    @classmethod\n{method}")
        module.write_text(source, encoding="utf-8")


def fetch(folder: Path) -> Path:
    """Fill `folder` with what Windows' pip will ask for; the project's own wheel is returned."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pip = (sys.executable, "-m", "pip")
    _quietly(*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    project = next(folder.glob("setup_doctor-*.whl"))
    target = ("--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp")
    download = (*pip, "download", "--dest", str(folder))
    wheels = (*download, "--only-binary=:all:", *target, "--constraint", str(route.CONSTRAINTS))
    _quietly(*wheels, str(project), "pytest", *ONLY_ON_WINDOWS, "setuptools", "wheel")
    _quietly(*wheels, "--no-deps", *GENUINE)
    _quietly(*download, "--no-deps", "--no-binary=webrtcvad", "webrtcvad==2.0.10")
    for name, version in _hollow_versions().items():
        hollow = standins.StandIn(name.replace("-", "_"), version, reason="Hollow.")
        standins._write(hollow, folder)
    return project


def _hollow_versions() -> dict[str, str]:
    """The other packages of the route, with the versions that its constraints ask for."""
    stand_ins = {stand_in.name for stand_in in standins.STAND_INS}
    asked = (re.split(r"[<>=]", each)[0] for each in route.ROUTES["resemblyzer"].requirements)
    pins = re.findall(
        r"^([\w.-]+)==([^;\s]+)(?!.*python_version < )", route.CONSTRAINTS.read_text(), re.MULTILINE
    )
    versions = dict(pins)
    return {name: versions[name] for name in asked if name not in {*stand_ins, *GENUINE}}


def _quietly(*command: str) -> None:
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False
    )
    expect(done.returncode == 0, " ".join(command), done)


def _certificates() -> dict[str, str]:
    file = os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
    return {"PIP_CERT": "Z:" + file.replace("/", "\\")} if file else {}


def make(windows: Windows) -> Bench:
    """A fresh environment with the project and pytest in it."""
    bench = Bench(windows)
    shutil.rmtree(windows.path(HOME), ignore_errors=True)
    with ThreadPoolExecutor() as pool:
        fetched = pool.submit(fetch, windows.path(r"C:\wheels"))
        done = windows.run(windows.interpreter, "-m", "venv", bench.folder)
        expect(done.returncode == 0, "venv", done)
        wheel = rf"C:\wheels\{fetched.result().name}"
    bench.must("-m", "pip", "install", "--quiet", wheel, "pytest", limit=200)
    return bench


def missing() -> str:
    """Why it cannot be done here, empty if it can."""
    if not SHARED.is_dir():
        return "../shared/windows is not here, so that no Windows Python can be assembled"
    if not shutil.which("wine"):
        return "wine is not installed (apt-get install -y --no-install-recommends wine wine64)"
    if not (os.environ.get("PYLIB") or shutil.which(f"python{PYTHON}")):
        return f"python{PYTHON}, whose library is used, is not on PATH (or name it in PYLIB)"
    return ""


def main() -> int:
    parts = {part.__name__: part for part in (check, wall, way, whole)}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=["suite", *parts], action="append")
    parser.add_argument("--whole", action="store_true", help="install torch and all the rest, too")
    parser.add_argument("pytest", nargs="*", help="options for pytest, after --")
    wish = parser.parse_args()
    reason = missing()
    if reason:
        print(f"tests/windows skipped: {reason}.")
        return 1 if os.environ.get("CI") == "true" and "wine is not" in reason else 0
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    prefix = Path(os.environ.get("WINEPREFIX") or cache / "setup-doctor" / "winpy").absolute()
    started = time.monotonic()
    windows = assemble(prefix)
    with windows.awake():
        bench = make(windows)
        print(f"Windows Python {PYTHON} in {bench.folder}: {time.monotonic() - started:.0f} s")
        todo = wish.only or ["suite", "check", "wall", "way", *(["whole"] if wish.whole else [])]
        failed = [name for name in todo if not _try(name, bench, parts, wish.pytest)]
    print(
        f"tests/windows: {len(todo) - len(failed)} of {len(todo)} passed "
        f"in {time.monotonic() - started:.0f} s"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def _try(name: str, bench: Bench, parts: dict, arguments: Sequence[str]) -> bool:  # type: ignore[type-arg]
    started = time.monotonic()
    part = parts.get(name)
    print(f"{name}: {(part or suite).__doc__.splitlines()[0]}", flush=True)  # type: ignore[union-attr]
    try:
        part(bench) if part else suite(bench, arguments)
    except (UnmetError, subprocess.TimeoutExpired) as error:
        print(f"    FAILED: {error}")
        return False
    print(f"    passed in {time.monotonic() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
