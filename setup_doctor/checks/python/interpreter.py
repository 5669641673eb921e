"""The interpreter itself: for whom it was made, and whether packages can be put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.machine import keeper as keepers
from setup_doctor.machine.launcher import stranger
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import label, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import failed, note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

OLDEST, NEWEST = (3, 10), (3, 14)
# What pip finds for win_arm64 and Python 3.12 in the index that everybody uses, in November 2026.
_OF_ARM: tuple[tuple[str, str], ...] = (
    (
        label("wheels for Windows on ARM"),
        "numpy, scipy, scikit-learn, numba, onnxruntime, soundfile, av",
    ),
    (
        label("no wheels for Windows on ARM"),
        "webrtcvad-wheels, soxr, torchaudio, torchcodec",
    ),
)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


@check()
def version(machine: Machine) -> Finding:
    """This Python is one that the wheels are made for.

    Looks at: the version of the interpreter that runs the doctor.
    Why: webrtcvad, torch and numpy come ready-built for certain Pythons only. For any other one
    pip falls back to compiling, or finds nothing at all.
    Usual causes: a Python that came out a few weeks ago; an old one that the system brought.
    Fix: install Python 3.12 beside it and run the installer again with -Python (--python).
    """
    running = machine.interpreter.version[:2]
    trail: list[tuple[str, Text | str]] = [
        ("running", f"{machine.interpreter.dotted}, {machine.interpreter.executable}"),
        (
            "wheels exist for",
            text("{oldest} to {newest}", oldest=_dotted(OLDEST), newest=_dotted(NEWEST)),
        ),
    ]
    if running > NEWEST:
        return failed(
            "python.too-new",
            text(
                "Python {version} is newer than the newest that has wheels, {newest}.",
                version=_dotted(running),
                newest=_dotted(NEWEST),
            ),
            trail,
            common_remedies.new_python(machine),
        )
    if running < OLDEST:
        return failed(
            "python.too-old",
            text(
                "Python {version} is older than the oldest that has wheels, {oldest}.",
                version=_dotted(running),
                oldest=_dotted(OLDEST),
            ),
            trail,
            common_remedies.new_python(machine),
        )
    return ok(
        text("Python {version}, for which there are wheels", version=machine.interpreter.dotted),
        trail,
    )


@check()
def architecture(machine: Machine) -> Finding:
    """This Python is a 64-bit one, for a processor that the wheels are made for.

    Looks at: the size of a pointer, the platform in whose name wheels are chosen, and on Windows
    the processor that is really there, whatever is emulated on it.
    Why: torch, scipy and numba have no 32-bit wheels, and webrtcvad, soxr, torchaudio and torchcodec
    none for Windows on ARM; pip then says only "from versions: none".
    Usual causes: the first download button of an old page gave the 32-bit installer; a Windows
    on ARM machine with its native Python.
    Fix: the 64-bit (x86-64) Python, which Windows on ARM runs as well.
    """
    interpreter = machine.interpreter
    trail: list[tuple[str, Text | str]] = [
        ("pointer", text("{bits} bit", bits=interpreter.bits)),
        ("wheel platform", interpreter.tag),
    ]
    if machine.platform == "windows":
        # The second is what emulation makes of the first.
        trail += [
            ("IsWow64Process2", machine.processor()),
            ("PROCESSOR_IDENTIFIER", machine.environ.get("PROCESSOR_IDENTIFIER", "not set")),
        ]
    if interpreter.bits != 64:  # noqa: PLR2004 - the number is the idea
        return _narrow(machine, trail)
    if interpreter.tag == "win-arm64":
        return failed(
            "python.windows-arm64",
            text(
                "This Python is built for ARM, and webrtcvad, soxr and torchaudio have no wheels for Windows "
                "on ARM."
            ),
            [*trail, *_OF_ARM],
            Remedy(
                text(
                    "Install the x86-64 Python, which Windows on ARM runs too, and run the installer again"
                ),
                page=common_remedies.PYTHON_PAGE,
            ),
        )
    if machine.platform == "windows" and machine.processor() == "ARM64":
        return note(
            "python.emulated",
            text("64-bit (win-amd64) on an ARM processor, which is right: it works, only slower."),
            trail,
        )
    if interpreter.tag.startswith("macosx") and interpreter.tag.endswith("x86_64"):
        return failed(
            "python.macos-intel",
            text("torch has no wheel any more for a Mac with an Intel processor."),
            trail,
            common_remedies.by_hand(text("Use a Mac with Apple silicon, Windows or Linux")),
        )
    return ok(text("64-bit ({tag})", tag=interpreter.tag), trail)


def _narrow(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding:
    if machine.platform == "windows" and machine.processor() == "x86":
        return failed(
            "python.32-bit-windows",
            text("This Windows is a 32-bit one, for which there is no torch."),
            trail,
            common_remedies.by_hand(text("Use a computer with a 64-bit Windows")),
        )
    return failed(
        "python.32-bit",
        text("This is a 32-bit Python; torch exists for 64-bit only."),
        trail,
        common_remedies.new_python(machine),
    )


@check()
def threading(machine: Machine) -> Finding:
    """This Python is not the free-threaded build.

    Looks at: the build option Py_GIL_DISABLED.
    Why: webrtcvad and others have no wheels for free-threaded Pythons (`python3.13t`).
    Usual causes: the box "free-threaded" ticked in the installer.
    Fix: the ordinary build of the same version.
    """
    trail = [("Py_GIL_DISABLED", "1" if machine.interpreter.free_threaded else "0")]
    if machine.interpreter.free_threaded:
        return failed(
            "python.free-threaded",
            text("This is the free-threaded build of Python, for which the wheels are missing."),
            trail,
            common_remedies.new_python(machine),
        )
    return ok(text("The ordinary build, not the free-threaded one"), trail)


@check()
def environment(machine: Machine) -> Finding:
    """Packages go into a virtual environment.

    Looks at: whether the interpreter's prefix differs from that of the Python behind it, and which
    Python the doctor's own program starts.
    Why: several gigabytes of packages in the system's own Python meet those of other programs, and
    some systems refuse them outright (externally-managed-environment). An environment that was moved
    starts nothing any more, or the Python of its old place.
    Usual causes: the doctor was installed with a bare `pip install`; a folder that was renamed or copied.
    Fix: run install.ps1 or install.sh, which make `.venv`.
    """
    interpreter = machine.interpreter
    trail = [("prefix", str(interpreter.prefix)), ("base prefix", str(interpreter.base_prefix))]
    if interpreter.in_virtual_environment and (other := stranger(machine, DOCTOR)):
        return warning(
            "python.moved-environment",
            text(
                "This environment was moved or copied: its programs start {python}.", python=other
            ),
            trail,
            common_remedies.by_hand(
                text(
                    "Make it anew in its new place, or move it back. Until then: {python} -m setup_doctor",
                    python=str(interpreter.executable),
                )
            ),
        )
    if interpreter.in_virtual_environment:
        return ok(text("In the virtual environment {path}", path=str(interpreter.prefix)), trail)
    kept = keepers.keeper(machine)
    if kept.name in {keepers.CONDA, keepers.PIXI}:
        return ok(
            text("In the {name} environment {path}", name=kept.name, path=str(interpreter.prefix)),
            [*kept.why, *trail],
        )
    return warning(
        "python.environment",
        text(
            "Not in a virtual environment: what is installed here meets other programs' packages."
        ),
        trail,
        common_remedies.own_environment(machine),
    )
