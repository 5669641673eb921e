"""Who keeps the environment, and what its manager does not know of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setup_doctor.install import by_manager
from setup_doctor.machine import keeper as keepers
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import label, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import failed, note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.machine.keeper import Keeper
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

# What the doctor brings, by the names under which a lock file lists it.
_OURS = ("numpy", "webrtcvad-wheels", "soundfile", "av", "torch", "resemblyzer", "onnxruntime")
# Which command makes an environment what its lock file says, and removes what is not in it.
_SYNCHRONISING = {
    keepers.UV: "uv sync",
    keepers.POETRY: "poetry sync",
    keepers.PDM: "pdm sync --clean",
    keepers.PIPENV: "pipenv clean",
}


@check()
def keeper(machine: Machine) -> Finding:
    """It is known who keeps this environment, and nothing is installed behind its back.

    Looks at: what the managers leave in an environment (conda-meta, the key uv of pyvenv.cfg,
    pipx_metadata.json), lock files and tables of pyproject.toml beside it, EXTERNALLY-MANAGED.
    Why: what pip adds to an environment that a lock file describes is removed by the next sync, and
    nobody else gets it; conda's own environment carries conda itself; some systems let pip install
    nothing.
    Usual causes: `pip install` in a uv or poetry project; the environment called base.
    Fix: `setup-doctor install`, which asks the manager that keeps it.
    """
    found = keepers.keeper(machine)
    trail = [*found.why, *(((label("project"), str(found.project)),) if found.project else ())]
    if found.base:
        return _base(trail)
    if by_manager.is_closed(machine):
        return _closed(machine, trail)
    if unknown := _not_locked(machine, found):
        return _behind_its_back(machine, found, unknown, trail)
    if found.name == keepers.PIP:
        return ok(text("pip keeps this environment"), trail)
    return note("python.keeper", _told(machine, found), trail)


def _told(machine: Machine, found: Keeper) -> Text:
    if (said := by_manager.told(machine)) is not None:
        return said
    return text("{name} keeps this environment", name=found.name)


def _base(trail: list[tuple[str, str]]) -> Finding:
    return warning(
        "python.conda-base",
        text(
            "This is conda's own environment, base: what is installed here can break conda itself."
        ),
        trail,
        common_remedies.by_hand(
            text(
                "Make one of its own: conda create -n diarize python={version} pip, then "
                "conda activate diarize, and install the doctor there",
                version=common_remedies.RECOMMENDED_PYTHON,
            )
        ),
    )


def _closed(machine: Machine, trail: list[tuple[str, str]]) -> Finding:
    return failed(
        "python.externally-managed",
        text("This Python belongs to the system, which lets pip install nothing."),
        trail,
        common_remedies.own_environment(machine)
        if machine.visit
        else common_remedies.by_hand(
            text(
                "Run install.sh, which makes .venv; by hand: python3 -m venv .venv, and the doctor in it"
            )
        ),
    )


def _not_locked(machine: Machine, found: Keeper) -> list[str]:
    """What of ours is here and not in the lock file; nothing where there is none."""
    content = machine.read_text(found.lock) if found.lock else None
    if content is None:
        return []
    return [name for name in _OURS if machine.distribution(name) and not _names(content, name)]


def _names(lock: str, name: str) -> bool:
    # TOML of uv, poetry and pdm, JSON of pipenv.
    return bool(
        re.search(
            rf'^\s*(?:name\s*=\s*)?"{re.escape(name)}"\s*[:\n]?', lock, re.MULTILINE | re.IGNORECASE
        )
    )


def _behind_its_back(
    machine: Machine, found: Keeper, unknown: list[str], trail: list[tuple[str, str]]
) -> Finding:
    backend = "open" if "onnxruntime" in unknown else "resemblyzer"
    facts = {
        "packages": ", ".join(unknown),
        "lock": str(found.lock and found.lock.name),
        "command": _SYNCHRONISING[found.name],
    }
    return warning(
        "python.not-locked",
        text("Here, but not in {lock}: {packages}. The next `{command}` removes them.", **facts),
        trail,
        Remedy(
            text("Let {name} add what {backend} needs", name=found.name, backend=backend),
            ((DOCTOR, "install", backend),),
        )
        if by_manager.manager(machine)
        else common_remedies.by_hand(by_manager.told(machine) or text("Write them down there")),
    )
