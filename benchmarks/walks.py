"""Environments as people have them, broken as people break them, and led to `Ready` by what the doctor shows.

    python benchmarks/walks.py [--only uv --only conda] [--python /usr/bin/python3.12] [--print-only]

Each is made anew in a temporary folder. Then `check --python` is asked, what it shows below "Next:" is
pasted, and so on, until a line says `Ready:` or nothing is shown any more. The one thing added is
`--yes`, as nobody is there to be asked. Needs a network; uv, poetry, pdm and pipenv where they are on PATH.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measuring import document
from setup_doctor.install import torch_build

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
DOCTOR = (sys.executable, "-m", "setup_doctor")
_INTRODUCTION = (
    "## Environments that were broken, and pasted to `Ready`\n\n"
    "`python benchmarks/walks.py` makes each, breaks it, and pastes what `check --python` shows below "
    '"Next:", until a line says `Ready:`. conda is a copy of a Python with a `conda-meta`, as the doctor '
    "tells one by that folder."
)
_MOST = 6
_LIMIT = 1_800.0  # seconds for one command
_STEP = re.compile(r"^\s*(?:→|->) (?P<command>\S.*?)(?:\s{2,}\(.*\))?$", re.MULTILINE)
# What pip leaves where `pip install resemblyzer` has ended in "Microsoft Visual C++ 14.0 is required":
# what comes as a wheel is there, and webrtcvad is not.
_NO_COMPILER = "env CC=/nowhere/cc {python} -m pip install -q webrtcvad 'numpy<2.4'; true"
_SOURCE = (
    "{python} -m pip install -q 'setuptools>=82' wheel && "
    "{python} -m pip install -q --no-build-isolation webrtcvad==2.0.10"
)
# On Linux the usual index has torchaudio for CUDA, and says nothing of it in its version.
_LABEL = (
    "sed -i 's/^Version: 2.11.0$/Version: 2.11.0+cu126/' "
    ".venv/lib/python3*/site-packages/torchaudio-*.dist-info/METADATA"
)


@dataclass(frozen=True, slots=True)
class Walk:
    """One environment.

    Attributes:
        name: whose it is.
        broken: how, in words.
        make: shell commands; {base} is the Python that it is made with, {python} the one in it.
        python: where the one in it is.
        needs: programs without which it cannot be made.
    """

    name: str
    broken: str
    make: tuple[str, ...]
    python: str = ".venv/bin/python"
    needs: tuple[str, ...] = ()


_COPY = "cp -a {prefix} whole && rm -f whole/lib/python3*/EXTERNALLY-MANAGED"
WALKS = (
    Walk("venv", "`pip install webrtcvad` failed", ("{base} -m venv .venv", _NO_COMPILER)),
    Walk(
        "venv",
        "the source webrtcvad beside setuptools 82",
        ("{base} -m venv .venv", _SOURCE),
        needs=("cc",),
    ),
    Walk(
        "venv",
        "`pip install resemblyzer` failed",
        ("{base} -m venv .venv", "env CC=/nowhere/cc {python} -m pip install -q resemblyzer; true"),
    ),
    Walk(
        "venv",
        "torch for the processor beside torchaudio for CUDA",
        (
            "{base} -m venv .venv",
            f"{{python}} -m pip install -q torch==2.13.0+cpu --extra-index-url {torch_build.INDEX}cpu",
            "{python} -m pip install -q --no-deps torchaudio==2.11.0",
            _LABEL,
        ),
    ),
    Walk(
        "uv project",
        "the source webrtcvad beside setuptools 82",
        (
            "uv init -q --bare --python {base} --name shop .",
            "uv add -q --python {base} 'setuptools>=82' wheel",
            "uv add -q --no-build-isolation-package webrtcvad webrtcvad==2.0.10",
        ),
        needs=("uv", "cc"),
    ),
    Walk(
        "uv project",
        "`uv add webrtcvad` failed",
        (
            "uv init -q --bare --python {base} --name shop .",
            "uv add -q --python {base} colorama",
            "env CC=/nowhere/cc uv add -q webrtcvad; true",
        ),
        needs=("uv",),
    ),
    Walk(
        "uv project",
        "the same, and the project wants numpy below 2.4",
        (
            "uv init -q --bare --python {base} --name shop .",
            "uv add -q --python {base} 'numpy<2.4'",
            "env CC=/nowhere/cc uv add -q webrtcvad; true",
        ),
        needs=("uv",),
    ),
    Walk(
        "poetry project",
        "`poetry add webrtcvad` failed",
        (
            "poetry init -q --no-interaction --name shop --python '>=3.11,<3.15'",
            "poetry config --local virtualenvs.in-project true",
            "poetry source add -q plain https://pypi.org/simple/",
            "poetry env use -q {base} && poetry add -q 'numpy<2.4'",
            "env CC=/nowhere/cc poetry add -q webrtcvad; true",
        ),
        needs=("poetry",),
    ),
    Walk(
        "pdm project",
        "`pdm add webrtcvad` failed",
        (
            "pdm init -q -n --python {base} && pdm add -q colorama",
            "env CC=/nowhere/cc pdm add -q webrtcvad; true",
        ),
        needs=("pdm",),
    ),
    Walk(
        "pipenv project",
        "`pipenv install webrtcvad` failed, and left it in the Pipfile",
        (
            "{base} -m venv .venv && pipenv install -q colorama",
            "env CC=/nowhere/cc pipenv install -q webrtcvad; true",
        ),
        needs=("pipenv",),
    ),
    Walk(
        "conda (made)",
        "nothing of it there",
        (_COPY, "mkdir -p whole/conda-meta && touch whole/conda-meta/history"),
        python="whole/bin/python3",
    ),
    Walk(
        "user site",
        "an old numpy in the folder of the account, before that of conda",
        (
            _COPY,
            "mkdir -p whole/conda-meta && touch whole/conda-meta/history",
            "{python} -m pip install -q numpy==2.3.5",
            "{python} -m pip install -q --user --force-reinstall numpy==2.2.6",
        ),
        python="whole/bin/python3",
    ),
    Walk(
        "system Python (made)",
        "`externally-managed-environment`",
        (_COPY, "touch $(ls -d whole/lib/python3*)/EXTERNALLY-MANAGED"),
        python="whole/bin/python3",
    ),
)


def walk(each: Walk, base: str, folder: Path) -> tuple[list[str], str]:
    """What was pasted, and the line in which it ended."""
    facts = {"base": base, "python": each.python, "prefix": str(Path(base).resolve().parents[1])}
    environ = {**os.environ, "HOME": str(folder), "LANG": "en", "COLUMNS": "1000"}
    for command in each.make:
        _shell(command.format(**facts), folder, environ)
    pasted: list[str] = []
    python = each.python
    for _ in range(_MOST):
        said = _look(python, folder, environ)
        if ready := re.search(r"^Ready: (\S+).*$", said, re.MULTILINE):
            return pasted, f"Ready: {ready[1]}"
        step = _STEP.search(said.partition("Next:")[2])
        if step is None:
            return pasted, (said.strip() or "nothing was said").splitlines()[-1]
        command = step["command"]
        if _short(command, folder) in pasted[-1:]:
            return pasted, "the same step is shown again"
        pasted.append(_short(command, folder))
        if name := re.search(r"export (\w+)=(\S+?),", command):
            environ[name[1]] = name[2]
            continue
        if own := re.search(r"-m venv ([^\s;]+)", command):
            python = f"{own[1].strip(chr(39))}/bin/python"
        # A sentence may stand before what is to be typed.
        runnable = command[re.search(r"\S*(?:python|setup-doctor)|$", command).start() :]
        _shell(
            f"{runnable} --yes" if runnable.endswith(("fix", "setup")) else runnable,
            folder,
            environ,
        )
    return pasted, "not after so many steps"


def _look(python: str, folder: Path, environ: dict[str, str]) -> str:
    return _run((*DOCTOR, "--python", python, "check"), folder, environ).stdout


def _shell(command: str, folder: Path, environ: dict[str, str]) -> None:
    done = _run(("/bin/sh", "-c", command), folder, environ)
    if done.returncode:
        print(f"  {command}: {done.returncode}\n{done.stderr[-400:]}", file=sys.stderr)


def _run(
    command: tuple[str, ...], folder: Path, environ: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_LIMIT,
        check=False,
    )


def _short(command: str, folder: Path) -> str:
    words = command.replace(f"{folder}/", "").replace(str(folder), ".")
    return re.sub(r"\S*/(?=setup-doctor\b|python3?\b(?! -m venv))", "", words)


def main() -> None:
    """Walk them all, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--print-only", action="store_true")
    asked = parser.parse_args()
    rows = ["| environment | broken by | pasted | ended in |", "| --- | --- | --- | --- |"]
    for each in WALKS:
        if asked.only and not any(each.name.startswith(name) for name in asked.only):
            continue
        if lacking := [name for name in each.needs if shutil.which(name) is None]:
            print(f"{each.name}: left out, without {', '.join(lacking)}", file=sys.stderr)
            continue
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            pasted, end = walk(each, asked.python, Path(folder).resolve())
        steps = "<br>".join(f"`{step}`" for step in pasted)
        rows.append(f"| {each.name} | {each.broken} | {steps} | {end} |")
        print(f"{rows[-1]} ({time.perf_counter() - started:.0f} s)", file=sys.stderr, flush=True)
    table = "\n".join(rows)
    if asked.print_only:
        print(table)
    else:
        document.replace_section(DOCUMENT, "walks", f"{_INTRODUCTION}\n\n{table}")


if __name__ == "__main__":
    main()
