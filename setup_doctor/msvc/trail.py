"""The evidence: everything that was looked at, each installation with its own reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.msvc.judgement import why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.msvc.facts import Facts, Instance, Kit


def trail(facts: Facts) -> Iterator[tuple[str, str]]:
    """What was looked at and what was seen there, in the order of the looking."""
    listed = sum(instance.listed for instance in facts.instances)
    said = f"instances: {len(facts.instances)} with -all, {listed} without"
    yield str(facts.vswhere), facts.vswhere_problem or said
    for instance in facts.instances:
        yield instance.path or "?", _instance(instance, facts.target)
    for name in facts.registered if facts.vswhere_problem else ():
        yield "the installer's own record", name
    for legacy in facts.legacy:
        script = "with" if legacy.vcvarsall else "without"
        yield legacy.folder, f"Visual C++ {legacy.version}, {script} vcvarsall.bat"
    yield from (_kit(kit) for kit in facts.kits)
    if not facts.kits:
        yield "Windows SDK", "neither in the registry nor in its usual folder"
    if facts.editor:
        yield "Visual Studio Code", facts.editor
    if facts.runtime:
        yield "Visual C++ Redistributable", facts.runtime
    yield facts.header, "there" if facts.has_header else "not there"
    yield from _window(facts)


def _instance(instance: Instance, target: str) -> str:
    reason = why_not(instance, target)
    verdict = f"no: {reason.cause.partition('.')[2]}" if reason else f"compiles for {target}"
    return f"{instance.name} {instance.version}, {verdict}"


def _kit(kit: Kit) -> tuple[str, str]:
    missing = [
        name
        for name, there in (("ucrt\\io.h", kit.headers), ("kernel32.lib", kit.library))
        if not there
    ]
    seen = f"{kit.version or 'no version'}, by {kit.source}"
    return kit.root, f"{seen}; not there: {', '.join(missing)}" if missing else seen


def _window(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.use_sdk:
        yield "DISTUTILS_USE_SDK", "set"
        yield "cl on PATH", facts.cl or "not there"
    if facts.prompt:
        yield "VSCMD_ARG_TGT_ARCH", f"{facts.prompt}; this Python: {facts.target}"
