"""What goes into the archive of `setup-doctor support`, each part without anything private."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.errors import DownloadFailed
from diarizer.models.hub_settings import settings
from setup_doctor.commands import secrets_of_this_machine
from setup_doctor.messages.text import text
from setup_doctor.render import json_document, markdown
from setup_doctor.render.privacy import private, private_values
from setup_doctor.symptoms.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Report

_MOST = 1_000_000  # bytes of a log; what counts stands at its end
_LATEST = 3  # logs of one folder
# What this Python says: the name of the part, the arguments, and what it is.
_ASKED = (
    ("pip-freeze.txt", ("-m", "pip", "freeze", "--all"), text("the installed packages")),
    ("pip-check.txt", ("-m", "pip", "check"), text("which of them do not go together")),
    ("pip-config.txt", ("-m", "pip", "config", "list"), text("the settings of pip")),
    ("pip-debug.txt", ("-m", "pip", "debug"), text("how pip sees this Python")),
    ("python.txt", ("-m", "site"), text("where this Python looks for packages")),
)
_PROGRAMS = {"uv": "--version", "conda": "--version", "ffmpeg": "-version", "nvidia-smi": "-L"}
_SPOKEN_OF = ("HF_", "HUGGING", "TRANSFORMERS_", "PIP_", "PYTHON", "UV_", "CONDA_", "TORCH", "CUDA")
_ALSO = ("PATH", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "VIRTUAL_ENV", "PROCESSOR_IDENTIFIER")
_ENDINGS = ("_PROXY", "_CERT_FILE", "_CERT_DIR", "_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive.

    Attributes:
        name: in the archive.
        what: one line about it.
        data: as it is written.
    """

    name: str
    what: Text
    data: bytes


def parts(machine: Machine, report: Report, logs: Sequence[Path]) -> tuple[Part, ...]:
    """Everything, in the order in which it is shown; `logs` are those that the user named."""
    hidden = secrets_of_this_machine.found(machine)

    def clean(words: str) -> str:
        return private(hidden.removed_from(words), machine)

    document = json.loads(hidden.removed_from(json_document.dumps(report, machine)))
    found = [
        ("report.json", text("the report, for programs"), _json(private_values(document, machine))),
        ("report.md", text("the report, to paste"), clean(markdown.dumps(report, machine))),
        *((name, what, clean(_said(machine, *asked))) for name, asked, what in _ASKED),
        ("programs.txt", text("other programs and their versions"), clean(_programs(machine))),
        ("variables.txt", text("variables that matter here"), clean(_variables(machine))),
    ]
    made = (Part(name, what, content.encode("utf-8")) for name, what, content in found)
    return (*made, *_files(machine, logs, clean))


def _json(document: object) -> str:
    return json.dumps(document, indent=2) + "\n"


def _said(machine: Machine, *arguments: str) -> str:
    done = machine.python(*arguments)
    ending = done.problem or f"exit code {done.returncode}"
    return f"$ python {' '.join(arguments)}\n{done.stdout}{done.stderr}({ending})\n"


def _programs(machine: Machine) -> str:
    lines = [f"python: {machine.interpreter.executable} {machine.interpreter.dotted}"]
    for name, option in _PROGRAMS.items():
        path = machine.which(name)
        said = machine.run([path, option]).stdout.splitlines()[:1] if path else ["not on PATH"]
        lines.append(f"{name}: {path or ''} {' '.join(said)}".replace("  ", " "))
    return "\n".join(lines) + "\n"


def _variables(machine: Machine) -> str:
    """Those that are known to matter; of what may hold a secret, that it is set."""
    shown = (name for name in sorted(machine.environ) if _matters(name.upper()))
    return "".join(f"{name}={_value(machine, name)}\n" for name in shown)


def _matters(name: str) -> bool:
    return name in _ALSO or name.startswith(_SPOKEN_OF) or name.endswith(_ENDINGS)


def _value(machine: Machine, name: str) -> str:
    return "(set, not shown)" if secrets_of_this_machine.is_one(name) else machine.environ[name]


def _files(machine: Machine, logs: Sequence[Path], clean: Callable[[str], str]) -> Iterator[Part]:
    """The files that exist of those that tell something, and the logs that the user named."""
    prefix = machine.interpreter.prefix
    of_ours = prefix / "share" / "setup-doctor" / "last-check.json"
    known: list[tuple[Path, Text]] = [
        (prefix / "pyvenv.cfg", text("how the environment was made")),
        (of_ours, text("what the last check did not like")),
        (Path("setup-doctor.toml"), text("what this project suppresses")),
        *((path, text("a log of a download")) for path in _xet_logs()),
        *((Path(path), text("a log of pip")) for path in [machine.environ.get("PIP_LOG")] if path),
        *((path, text("a log that you named")) for path in logs),
    ]
    taken: set[str] = set()
    for path, what in known:
        content = _tail(path)
        if content is None:
            continue
        name = clean(path.name)
        while f"files/{name}" in taken:
            name = f"_{name}"
        taken.add(f"files/{name}")
        yield Part(f"files/{name}", what, clean(decoded(content)).encode("utf-8"))


def _xet_logs() -> list[Path]:
    """What the Hub's client wrote of its last downloads."""
    try:
        folder = Path(settings().HF_HOME) / "xet" / "logs"
        return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime)[-_LATEST:]
    except (OSError, DownloadFailed):
        return []


def _tail(path: Path) -> bytes | None:
    try:
        return path.read_bytes()[-_MOST:]
    except OSError:
        return None
