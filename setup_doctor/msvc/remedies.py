"""The ways out: another installation only where there is none, else a change to the one there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.model import Needs, Remedy
from setup_doctor.msvc.facts import COMPONENTS
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Callable

    from setup_doctor.msvc.facts import Facts, Instance
    from setup_doctor.msvc.judgement import Judgement

# The id without a year is that of 2026 (it has also been that of 2019); 2022 has one of its own.
WINGET_2026 = "Microsoft.VisualStudio.BuildTools"
WINGET_2022 = "Microsoft.VisualStudio.2022.BuildTools"
PAGE = "https://visualstudio.microsoft.com/visual-cpp-build-tools/"
WORKLOAD = "Microsoft.VisualStudio.Workload.VCTools"
IDE_WORKLOAD = "Microsoft.VisualStudio.Workload.NativeDesktop"
MEGABYTES = 5000
_COSTLY = frozenset({Needs.ADMINISTRATOR, Needs.RESTART})
_QUIET = ("--passive", "--norestart")


def remedies(judgement: Judgement, facts: Facts) -> tuple[Remedy, ...]:
    """The ways out of `judgement`, best first; none where nothing is missing."""
    if not judgement.cause:
        return ()
    instance = judgement.instance
    change = _CHANGES.get(judgement.cause)
    if change and instance is not None:
        return (change(instance, facts),)
    by_hand = _BY_HAND.get(judgement.cause)
    return (by_hand,) if by_hand else _new(facts)


def _new(facts: Facts) -> tuple[Remedy, ...]:
    page = common_remedies.by_hand(
        text('Install "Build Tools for Visual Studio" and tick "Desktop development with C++"'),
        PAGE,
        *_COSTLY,
    )
    return (_winget(WINGET_2026, facts), _winget(WINGET_2022, facts), page)[
        0 if facts.winget else 2 :
    ]


def _winget(package: str, facts: Facts) -> Remedy:
    # Without `--override ... --add` winget installs an empty shell.
    override = " ".join(("--passive", "--wait", "--norestart", *_added(WORKLOAD, facts)))
    year = "2022" if package == WINGET_2022 else "2026"
    return Remedy(
        text("Install Microsoft's Build Tools {year} with the C++ workload", year=year),
        (("winget", "install", "--id", package, "-e", "--override", override),),
        megabytes=MEGABYTES,
        needs=_COSTLY,
    )


def _added(workload: str, facts: Facts) -> tuple[str, ...]:
    # The recommended parts of the workload bring the Windows SDK, but no compiler for ARM.
    arm = ("--add", COMPONENTS["arm64"]) if facts.target == "arm64" else ()
    return ("--add", workload, *arm, "--includeRecommended")


def _add_workload(instance: Instance, facts: Facts) -> Remedy:
    workload = WORKLOAD if instance.is_build_tools else IDE_WORKLOAD
    return Remedy(
        text('Add "Desktop development with C++" to {name}', name=instance.name),
        (_setup("modify", instance, facts, *_added(workload, facts)),),
        megabytes=MEGABYTES,
        needs=_COSTLY,
    )


def _repair(instance: Instance, facts: Facts) -> Remedy:
    return Remedy(
        text("Repair {name}, which fetches its missing parts", name=instance.name),
        (_setup("repair", instance, facts),),
        megabytes=MEGABYTES,
        needs=_COSTLY,
    )


def _setup(verb: str, instance: Instance, facts: Facts, *options: str) -> tuple[str, ...]:
    # It lies beside vswhere, and one of them serves all versions.
    program = str(facts.vswhere.with_name("setup.exe"))
    return (program, verb, "--installPath", instance.path, *options, *_QUIET)


_CHANGES: dict[str, Callable[[Instance, Facts], Remedy]] = {
    "compiler.no-workload": _add_workload,
    "compiler.ide-only": _add_workload,
    "compiler.no-arm64": _add_workload,
    "compiler.no-sdk": _add_workload,
    "compiler.sdk-damaged": _repair,
    "compiler.incomplete": _repair,
    "compiler.not-launchable": _repair,
    "compiler.no-vcvarsall": _repair,
}
_BY_HAND = {
    "compiler.restart-pending": common_remedies.by_hand(
        text("Restart the computer"), "", Needs.RESTART
    ),
    "compiler.vswhere-missing": common_remedies.by_hand(
        text('Open "Visual Studio Installer" from the Start menu and choose Repair'),
        "",
        Needs.ADMINISTRATOR,
    ),
    "compiler.vswhere-silent": common_remedies.by_hand(
        text('Open "Visual Studio Installer" from the Start menu and choose Repair'),
        "",
        Needs.ADMINISTRATOR,
    ),
    "compiler.no-headers": common_remedies.new_python(),
    "compiler.architecture": common_remedies.by_hand(text("Go on in an ordinary terminal")),
    "compiler.use-sdk": common_remedies.by_hand(
        text("Go on in a new window, without DISTUTILS_USE_SDK")
    ),
}
