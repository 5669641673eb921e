"""torch: whole, loading, and beside versions that it goes with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.checks import python
from setup_doctor.checks.packages import dlls
from setup_doctor.diagnosis import cut_files, import_failure
from setup_doctor.install import light_engine, torch_build
from setup_doctor.install.route import LIGHTS
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, Remedy, check
from setup_doctor.model.findings import absent, failed, ok
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.combinations import COMBINATIONS

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_NATIVE = (".so", ".pyd", ".dll", ".dylib")


@check(requires=(python.version, python.architecture, python.threading))
def torch(machine: Machine) -> Finding:
    """torch is installed, and every compiled file of it is whole.

    Looks at: the version, and the size of each library against the size in the wheel's record.
    Why: torch is the largest thing to be fetched. An interrupted installation, a full disk or a
    virus scanner leaves it with a cut library, and the error speaks of a DLL or an ELF header.
    Usual causes: Ctrl-C or a power cut while pip was unpacking.
    Fix: install it anew, without the cache.
    """
    torch = machine.distribution("torch")
    if torch is None and light_engine.chosen(machine):
        message = text("torch is not installed (optional: resemblyzer and open do without)")
        trail = [("torch", "not installed")]
        others = [name for name in machine.wanted if name not in LIGHTS]
        ways_out = [common_remedies.install(name, machine) for name in others[:1]]
        return absent("packages.torch-missing", message, trail, *ways_out)
    if torch is None:
        message = text("torch is not installed.")
        return failed(
            "packages.torch-missing",
            message,
            [("torch", "not installed")],
            common_remedies.install_with_torch(machine),
            common_remedies.install_light(),
        )
    files = machine.installed_files("torch", _NATIVE)
    cut = cut_files.cut(machine, files)
    if cut:
        message = text(
            "torch {version} is damaged: {count} of its {all} libraries are cut or gone.",
            version=torch.version,
            count=len(cut),
            all=len(files),
        )
        remedies = (_torch_anew(torch.version), common_remedies.install_light())
        return failed("packages.cut", message, cut, *remedies)
    return ok(
        text("torch {version}, {count} libraries whole", version=torch.version, count=len(files)),
        [("torch", torch.version)],
    )


def _torch_anew(version: str) -> Remedy:
    return common_remedies.reinstall(torch_build.pinned("torch", version), megabytes=130)


@check(requires=(torch,), cost=Cost.HEAVY)
def torch_answers(machine: Machine) -> Finding:
    """torch loads and calculates.

    Looks at: `import torch` and a small sum, in a process of its own.
    Why: second among the failures that people report is a torch that will not load: WinError 126
    (a DLL is missing) or 1114 (a DLL would not start), most often an old Visual C++ Redistributable.
    Usual causes: no or an old Redistributable; a cut file; numpy and torch that do not go together.
    Fix: the newest Redistributable; else torch anew.
    """
    answer = import_failure.ask(
        machine, "import torch; answer = [float(torch.ones(3).sum()), torch.__version__]"
    )
    if answer.value is None:
        anew = _torch_anew(_version_of(machine, "torch"))
        found = dlls.diagnose(machine, "torch", answer, anew)
        # Its libraries are whole, as the check before this one saw: its modules, and what it loads, may not be.
        found = cut_files.blamed_on(machine, ("torch", "numpy"), found)
        return replace(found, remedies=(*found.remedies, common_remedies.install_light()))
    return ok(text("torch {version} calculates", version=answer.value[1]))


def _version_of(machine: Machine, name: str) -> str:
    found = machine.distribution(name)
    return found.version if found else ""


@check(requires=(torch,))
def combination(machine: Machine) -> Finding:
    """The versions go together.

    Looks at: the installed versions against the combinations that are known to fail.
    Why: each of them installs cleanly, `pip check` finds nothing, and the program fails later.
    Usual causes: `pip install --upgrade` of one of them alone.
    Fix: `setup-doctor install resemblyzer`, which installs the versions that were tested together.
    """
    names = sorted({name for combination in COMBINATIONS for name in combination.when})
    found = {name: d.version for name in names if (d := machine.distribution(name))}
    trail = list(found.items())
    for combination in COMBINATIONS:
        if combination.matches(found):
            return failed(combination.cause, combination.meaning, trail, *combination.remedies)
    return ok(text("No combination of versions that is known to fail"), trail)
