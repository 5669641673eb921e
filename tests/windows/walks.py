"""An environment as people break it on Windows, led to `Ready` by pasting what the doctor shows.

The doctor lives in another environment than the one that is looked after. There is no PowerShell
here: a line is taken apart as PowerShell would, and what it names is started.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.windows.bench import HOME, Bench, expect
from tests.windows.steps import COMPILER_WANTED
from tests.windows.wheels import quietly

_PATIENT = HOME + r"\чужой проект"
_TOOLS, _SOURCES = r"C:\tools", r"C:\sources"
_MOST = 5
_STEP = re.compile(r"^\s*(?:→|->) (?P<command>\S.*?)(?:\s{2,}\(.*\))?$", re.MULTILINE)
# PowerShell: what stands between single quotes is meant as it stands, two of them are one.
_WORD = re.compile(r"'((?:[^']|'')*)'|\"([^\"]*)\"|(\S+)")
_ENVIRON = {"COLUMNS": "1000", "LANG": "en", "USERPROFILE": HOME, "WINEPATH": _TOOLS}
_UV = {
    "UV_NO_INDEX": "1",
    "UV_OFFLINE": "1",
    "UV_FIND_LINKS": r"C:\wheels",
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_LINK_MODE": "copy",
}


def walk(bench: Bench) -> None:
    """Another environment, in which webrtcvad did not build, is pasted to `Ready`: venv, and uv."""
    _sources(bench)
    for name, break_it, encoding in (
        ("venv", _broken_venv, "cp1251"),
        # Of an English Windows: it lacks every letter of the user's name.
        ("uv project", _broken_uv_project, "cp437"),
    ):
        project = rf"{_PATIENT} {name}"
        shutil.rmtree(bench.windows.path(project), ignore_errors=True)
        bench.windows.path(project).mkdir(parents=True)
        said = break_it(bench, project)
        expect(COMPILER_WANTED in said, f"{name}: {said}")
        _paste(bench, name, project, encoding)


def _sources(bench: Bench) -> None:
    """What Resemblyzer asks for and nobody has as a wheel, and uv."""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
    sources = str(bench.windows.path(_SOURCES))
    quietly(*pip, "--no-binary=:all:", "--dest", sources, "typing==3.7.4.3")
    with tempfile.TemporaryDirectory() as folder:
        quietly(*pip, "--only-binary=:all:", "--platform", "win_amd64", "--dest", folder, "uv")
        (wheel,) = Path(folder).glob("uv-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (each for each in archive.namelist() if each.endswith("/uv.exe"))
            program = bench.windows.path(rf"{_TOOLS}\uv.exe")
            program.parent.mkdir(exist_ok=True)
            program.write_bytes(archive.read(name))


def _broken_venv(bench: Bench, project: str) -> str:
    windows, there = bench.windows, bench.windows.path(project)
    made = windows.run(windows.interpreter, "-m", "venv", ".venv", cwd=there)
    expect(made.returncode == 0, "venv", made)
    python = project + r"\.venv\Scripts\python.exe"
    both = {"PIP_FIND_LINKS": rf"C:\wheels {_SOURCES}"}
    done = windows.run(python, "-m", "pip", "install", "resemblyzer", limit=300, cwd=there, **both)
    return done.stdout + done.stderr


def _broken_uv_project(bench: Bench, project: str) -> str:
    windows, there = bench.windows, bench.windows.path(project)
    uv = rf"{_TOOLS}\uv.exe"
    python = ("--python", windows.interpreter)
    for words in (("init", "--bare", *python, "--name", "shop", "."), ("add", *python, "colorama")):
        done = windows.run(uv, *words, cwd=there, limit=120, **_UV)
        expect(done.returncode == 0, f"uv {words[0]}", done)
        file = there / "pyproject.toml"
        # The wheels that are at hand are those for this Python alone.
        file.write_text(file.read_text("utf-8").replace('">=3.11"', '"==3.11.*"'), "utf-8")
    done = windows.run(uv, "add", "webrtcvad", cwd=there, limit=300, **_UV)
    return done.stdout + done.stderr


def _paste(bench: Bench, name: str, project: str, encoding: str) -> None:
    there = bench.windows.path(project)
    options = {"cwd": there, "limit": 900, "PYTHONIOENCODING": encoding, **_ENVIRON, **_UV}
    done = bench.doctor("--python", project, "check", **options)
    for _ in range(_MOST):
        if ready := re.search(r"^Ready: (\S+).*$", done.stdout, re.MULTILINE):
            print(f"    {name}: Ready: {ready[1]}")
            return
        steps = (each["command"] for each in _STEP.finditer(done.stdout.partition("Next:")[2]))
        line = next((each for each in steps if each.startswith("& ")), "")
        expect(line, f"{name}: a next step that can be pasted is shown", done)
        began = time.monotonic()
        program, *arguments = _typed(line)
        more = ("--yes",) if arguments[-1:] in (["fix"], ["setup"]) else ()
        fixed = bench.windows.run(program, *arguments, *more, **options)
        print(f"    {name}: {line} ({time.monotonic() - began:.0f} s)", flush=True)
        expect(fixed.returncode == 0, f"{name}: {line}", fixed)
        done = bench.doctor("--python", project, "check", **options)
    expect(False, f"{name}: Ready", done)


def _typed(line: str) -> list[str]:
    """The words of a line, as PowerShell parts them."""
    words = []
    for match in _WORD.finditer(line):
        plain, expanded, bare = match.groups()
        if plain is not None:
            words.append(plain.replace("''", "'"))
        elif expanded is not None:
            words.append(expanded.replace("$env:USERPROFILE", HOME))
        elif bare != "&":
            words.append(bare)
    return words
