"""Judging the facts: the first rung that is missing on the way to a compiler that works.

The order is that in which one would have to mend things. Pure: facts in, a judgement out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.messages.text import Text, label, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.msvc.facts import Facts, Instance, Legacy

FINE = ""
OLDEST = 14  # Visual C++ 14.0, of 2015: what Python 3.5 and later are built with


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is missing.

    Attributes:
        cause: the id of the rung; `FINE` when nothing is missing.
        sentence: what it means, or the name of the compiler that was found.
        instance: the one that would have to be mended, None where there is none.
    """

    cause: str
    sentence: Text
    instance: Instance | None = None


def judge(facts: Facts) -> Judgement:
    """The first missing rung; with the empty cause, all are there."""
    if facts.use_sdk:
        found = _of_this_window(facts)
    elif any(each.compiles_for(facts.target) and each.listed for each in facts.instances):
        found = _of_instance(_as_pip_chooses(facts), facts)
    elif (legacy := _usable(facts)) is not None:
        name = text("Visual C++ {version}", version=legacy.version)
        found = _of_surroundings(str(name), facts) or Judgement(FINE, name)
    elif facts.instances:
        found = _of_instance(_furthest(facts), facts)
    else:
        found = _of_nothing(facts)
    return found


def why_not(instance: Instance, target: str) -> Judgement | None:
    """What is missing of one installation itself, None where nothing is."""
    return next(_missing(instance, target), None)


def _missing(instance: Instance, target: str) -> Iterator[Judgement]:
    named = {"name": instance.name}
    if instance.numbers and instance.numbers[0] < OLDEST:
        yield _too_old(instance.name, instance)
    if instance.restart:
        sentence = label(
            "{name} is installed and waits for a restart; until then pip does not see it."
        )
        yield Judgement("compiler.restart-pending", text(sentence, **named), instance)
    # One that is hidden and says of itself that it is complete comes from an old vswhere.
    if not instance.complete or not instance.listed:
        sentence = label("The installation of {name} did not finish, so that pip passes it over.")
        yield Judgement("compiler.incomplete", text(sentence, **named), instance)
    if not instance.launchable:
        sentence = label("{name} is installed and cannot be started.")
        yield Judgement("compiler.not-launchable", text(sentence, **named), instance)
    if not instance.compiles_for(target):
        yield _without_compiler(instance, target)
    if not instance.vcvarsall:
        yield _without_script(instance.name, instance)


def _as_pip_chooses(facts: Facts) -> Instance:
    # `vswhere -latest -requires ...`: the newest that has the compiler, though an older one may
    # be in a better state.
    fitting = [i for i in facts.instances if i.listed and i.compiles_for(facts.target)]
    return max(fitting, key=lambda instance: instance.numbers)


def _furthest(facts: Facts) -> Instance:
    # The one with the compiler is nearest to working; among equals the newest.
    return max(facts.instances, key=lambda i: (i.compiles_for(facts.target), i.numbers))


def _usable(facts: Facts) -> Legacy | None:
    young = [each for each in facts.legacy if float(each.version) >= OLDEST and each.vcvarsall]
    return max(young, key=lambda each: float(each.version), default=None)


def _of_instance(instance: Instance, facts: Facts) -> Judgement:
    return (
        why_not(instance, facts.target)
        or _of_sdk(instance, facts)
        or _of_surroundings(instance.name, facts, instance)
        or Judgement(FINE, text("{name}", name=instance.name), instance)
    )


def _without_compiler(instance: Instance, target: str) -> Judgement:
    named = {"name": instance.name}
    if target == "arm64" and instance.compiles_for("x64"):
        sentence = label(
            "{name} compiles for x64, and not for ARM, for which this Python is built."
        )
        return Judgement("compiler.no-arm64", text(sentence, **named), instance)
    if instance.is_build_tools:
        sentence = label('{name} is installed without its workload "Desktop development with C++".')
        return Judgement("compiler.no-workload", text(sentence, **named), instance)
    sentence = label(
        '{name} is installed for other languages, without "Desktop development with C++".'
    )
    return Judgement("compiler.ide-only", text(sentence, **named), instance)


def _of_sdk(instance: Instance, facts: Facts) -> Judgement | None:
    if any(kit.whole for kit in facts.kits):
        return None
    if instance.has_sdk or facts.kits:
        sentence = label(
            "The Windows SDK is registered, but its files are not there (io.h, kernel32.lib)."
        )
        return Judgement("compiler.sdk-damaged", text(sentence), instance)
    sentence = label("{name} has the compiler; the Windows SDK, which belongs to it, is missing.")
    return Judgement("compiler.no-sdk", text(sentence, name=instance.name), instance)


def _of_surroundings(name: str, facts: Facts, instance: Instance | None = None) -> Judgement | None:
    """What keeps a compiler that is in order from working for this Python, in this window."""
    if not facts.has_header:
        sentence = label("{name} is in order, but this Python came without its headers (Python.h).")
        return Judgement("compiler.no-headers", text(sentence, name=name), instance)
    if facts.prompt and facts.prompt != facts.target:
        sentence = label(
            "This window is a Developer Prompt for {prompt} and this Python is for {target}: what "
            "is compiled here does not fit it."
        )
        said = text(sentence, prompt=facts.prompt, target=facts.target)
        return Judgement("compiler.architecture", said, instance)
    return None


def _of_this_window(facts: Facts) -> Judgement:
    if not facts.cl:
        sentence = label(
            "DISTUTILS_USE_SDK is set: pip looks for no compiler, and this window has none."
        )
        return Judgement("compiler.use-sdk", text(sentence))
    name = text("The compiler of this window ({path})", path=facts.cl)
    return _of_surroundings(str(name), facts) or Judgement(FINE, name)


def _of_nothing(facts: Facts) -> Judgement:
    if facts.vswhere_problem == "not there" and facts.registered:
        sentence = label(
            "Visual Studio is installed, but vswhere.exe is missing, so that pip does not see it."
        )
        return Judgement("compiler.vswhere-missing", text(sentence))
    if facts.vswhere_problem not in {"", "not there"}:
        sentence = label("vswhere.exe gives no answer, so that pip sees no Visual Studio.")
        return Judgement("compiler.vswhere-silent", text(sentence))
    if facts.legacy:
        newest = max(facts.legacy, key=lambda each: float(each.version))
        name = f"Visual C++ {newest.version}"
        return _without_script(name) if float(newest.version) >= OLDEST else _too_old(name)
    if facts.editor:
        sentence = label("Visual Studio Code is here, which is an editor: it brings no compiler.")
        return Judgement("compiler.editor-only", text(sentence))
    if facts.runtime:
        sentence = label(
            "The Visual C++ Redistributable is here, which runs finished programs and compiles none."
        )
        return Judgement("compiler.runtime-only", text(sentence))
    return Judgement("compiler.none", text("There is no C++ compiler."))


def _too_old(name: str, instance: Instance | None = None) -> Judgement:
    sentence = label(
        "{name} is too old: Python wants Visual C++ 14.0, which is that of 2015, or newer."
    )
    return Judgement("compiler.too-old", text(sentence, name=name), instance)


def _without_script(name: str, instance: Instance | None = None) -> Judgement:
    sentence = label("{name} lacks vcvarsall.bat, by which pip starts the compiler.")
    return Judgement("compiler.no-vcvarsall", text(sentence, name=name), instance)
