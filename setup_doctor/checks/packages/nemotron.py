"""What the backend nemotron is made of, on top of torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from setup_doctor.checks.packages.engines import audio
from setup_doctor.checks.packages.torch import torch, torch_answers
from setup_doctor.diagnosis import cut_files, import_failure
from setup_doctor.install.route import ROUTES
from setup_doctor.machine import installed_closure
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import absent, ok
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_OLDEST = "5.24"  # of transformers, with which it was tested; the route asks for no older one


@check(requires=(torch, audio))
def nemotron(machine: Machine) -> Finding:
    """Transformers with NVIDIA's Nemotron 3 Diarization is installed (optional).

    Looks at: the version of Python, of torch and of transformers, and what transformers requires.
    Why: the network is part of transformers, which older versions do not know; it needs no account.
    Usual causes: not asked for; a transformers that another program pins, or that came without its
    requirements (`--no-deps`, a setup that was interrupted).
    Fix: `setup-doctor install nemotron`.
    """
    route = ROUTES["nemotron"]
    found = {name: machine.distribution(name) for name in ("torch", "transformers")}
    versions = {name: each.version if each else "not installed" for name, each in found.items()}
    trail = [("Python", machine.interpreter.dotted), *versions.items()]
    install = common_remedies.install("nemotron", machine)
    if machine.interpreter.version[:2] < route.least_python:
        message = text(
            "nemotron needs Python 3.11 or newer, and this is {version} (optional)",
            version=machine.interpreter.dotted,
        )
        new = common_remedies.new_python(machine)
        return absent("packages.nemotron-python", message, trail, new)
    if found["transformers"] is None:
        message = text("transformers is not installed (optional: for nemotron, without an account)")
        return absent("packages.nemotron-missing", message, trail, install)
    oldest = {"torch": route.least_torch, "transformers": _OLDEST}
    for name, wanted in oldest.items():
        if _is_older(versions[name], wanted):
            message = text(
                "{package} {found} is too old for nemotron, which wants {wanted} (optional)",
                package=name,
                found=versions[name],
                wanted=wanted,
            )
            return absent("packages.nemotron-old", message, trail, install)
    missing = installed_closure.lacking(machine, "transformers")
    if missing:
        message = text(
            "transformers {version} is installed without what it requires (optional): {names}",
            version=versions["transformers"],
            names=", ".join(sorted(missing)),
        )
        return absent("packages.nemotron-incomplete", message, trail, install)
    said = text("transformers {version} is installed", version=versions["transformers"])
    return ok(said, trail)


def _is_older(found: str, wanted: str) -> bool:
    try:
        return Version(found).release < Version(wanted).release
    except InvalidVersion:
        return False  # somebody's own build knows better


@check(requires=(nemotron, torch_answers), cost=Cost.HEAVY)
def nemotron_answers(machine: Machine) -> Finding:
    """Transformers can be imported, with the network of nemotron (optional).

    Looks at: the import, in a process of its own.
    Why: transformers checks its own requirements when it is imported, and torch has to load.
    Usual causes: a huggingface_hub, tokenizers or safetensors of another time.
    Fix: `setup-doctor install nemotron`.
    """
    code = (
        "from diarizer.backends.nemotron import installation as i; i.look(); i.enter(); "
        "from diarizer.backends.shared.installed_version import version; "
        "answer = version('transformers')"
    )
    answer = import_failure.ask(machine, code)
    if answer.value is None:
        install = common_remedies.install("nemotron", machine)
        found = import_failure.diagnose("transformers", answer, install)
        return cut_files.blamed(machine, "nemotron", found)
    return ok(text("transformers {version} can be imported", version=answer.value))
