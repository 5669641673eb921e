"""Run code in a process of its own against the fake Hub: the client reads its environment once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .world import GOOD_TOKEN, WRONG_TOKEN

if TYPE_CHECKING:
    from . import FakeHub

ROOT = Path(__file__).resolve().parents[2]

_DOWNLOAD = """
import json, sys, time
from diarizer import models
from diarizer.errors import DiarizerError
name, timeout = sys.argv[1], float(sys.argv[2])
seen = []
begin = time.monotonic()
try:
    models.download(models.MODELS[name], timeout=timeout, progress=lambda *at: seen.append(at))
    answer = {"reference": "", "kind": "", "text": "", "page": ""}
except DiarizerError as error:
    facts = (error.reference, type(error).__name__, str(error), error.page)
    answer = dict(zip(("reference", "kind", "text", "page"), facts))
states = models.verify(models.MODELS[name], deep=True)
answer["states"] = [state.state.value for state in states]
answer["hashed"] = all(state.hashed for state in states)
answer["seconds"] = time.monotonic() - begin
answer["progress"] = seen
print(json.dumps(answer))
"""


@dataclass(frozen=True)
class Outcome:
    """What a process left behind; nothing of it may hold a token."""

    code: int
    out: str
    err: str
    seconds: float


def environment(hub: FakeHub, home: Path, **extra: str) -> dict[str, str]:
    """Proxies of the machine are taken out, or they would swallow the loopback."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith(("HF_", "HUGGING"))
    }
    return {**inherited, "PYTHONPATH": str(ROOT), **hub.environment(home), **extra}


def python(hub: FakeHub, home: Path, *arguments: str, limit: float = 120, **extra: str) -> Outcome:
    """``python ARGUMENTS``, which must end within ``limit`` seconds and show no token."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(hub, home, **extra),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=limit,
    )
    shown = done.stdout + done.stderr
    for token in (GOOD_TOKEN, WRONG_TOKEN):
        assert token not in shown, "a token was shown"
    return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)


def download(hub: FakeHub, home: Path, name: str = "pyannote", timeout: float = 6, **extra: str):
    """What ``models.download`` says and does, as a dict; no leftover may hold a token."""

    done = python(hub, home, "-c", _DOWNLOAD, name, str(timeout), **extra)
    assert done.code == 0, done.err
    assert not done.err, done.err
    for path in home.rglob("*"):
        assert not path.is_file() or GOOD_TOKEN.encode() not in path.read_bytes(), path
    return json.loads(done.out)
