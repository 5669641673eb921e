"""The microphone of `diarize --live`: whether there is one, and, where asked for, whether it opens.

Nothing but live listening needs one, so that nothing here is ever red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setup_doctor.diagnosis import import_failure
from setup_doctor.machine.shared_probes import PROBES
from setup_doctor.messages.text import Text, label, text, unpacked
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import absent, note, ok, unknown
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

_OPENED = "from diarizer.probes import microphones; answer = microphones.opened()"


@check()
def microphone(machine: Machine) -> Finding:
    """There is a microphone, for `diarize --live`.

    Looks at: the devices that PortAudio lists through sounddevice, in a process of its own. None is
    opened, and nothing is recorded.
    Why: live listening needs one, and nothing else does: a server without one lacks nothing.
    Usual causes: sounddevice was never installed; on Linux PortAudio is not there; nothing is
    plugged in; a container, WSL and SSH show none.
    Fix: `python -m pip install sounddevice`, on Linux `sudo apt-get install libportaudio2` as well;
    what another program pipes to `diarize --live -` needs neither.
    """
    answer = import_failure.ask(machine, PROBES["packages.microphone"])
    if answer.value is None:
        return _silent(answer.error)
    if "refused" in answer.value:
        return _lacks(*answer.value["refused"])
    inputs, version = answer.value["inputs"], answer.value["portaudio"]
    trail: list[tuple[str, Text | str]] = [(version, ", ".join(inputs) or label("none"))]
    if not inputs:
        message = text("There is no microphone on this machine.")
        return note("packages.microphone-none", message, trail, by_hand(_PLUG_IN), _pipe())
    return ok(text("Microphones: {devices}", devices=", ".join(inputs)), trail)


@check(requires=(microphone,), cost=Cost.DEEP)
def microphone_opens(machine: Machine) -> Finding:
    """The microphone opens.

    Looks at: the default device, which is opened and closed, and records nothing; on the way its
    light may blink, and macOS may ask for permission. Only with --deep, or when it is named.
    Why: a device that is listed may be taken, or refused by the system.
    Usual causes: another program has it for itself; the privacy settings; a driver that fails.
    Fix: what the finding says.
    """
    answer = import_failure.ask(machine, _OPENED)
    if answer.value is None:
        return _silent(answer.error)
    if "name" in answer.value:
        return ok(text("The microphone {name!r} opens", name=answer.value["name"]))
    _, message, looked, hint = answer.value["refused"]
    symptom = recognise(looked)
    parted = (line.partition(": ") for line in looked.splitlines())
    trail = [(name, said) for name, _, said in parted]
    if symptom is None:
        return note("packages.microphone-refused", _sentence(message), trail, _step(hint))
    return note(symptom.cause, _sentence(message), trail, _step(hint))


_PLUG_IN = text("Plug one in, or switch it on, and begin again.")


def _silent(error: Text | str) -> Finding:
    message = text("PortAudio could not be asked for microphones: {error}", error=error)
    return unknown("packages.microphone", message, [("sounddevice", error)])


def _lacks(kind: str, message: Any, looked: str, hint: Any) -> Finding:
    facts = (_sentence(message), [("import sounddevice", looked)], _step(hint), _pipe())
    if kind == "package":
        return absent("packages.microphone-package", *facts)
    return absent("packages.microphone-portaudio", *facts)


def _step(hint: Any) -> Remedy:
    return by_hand(_sentence(hint))


def _pipe() -> Remedy:
    return by_hand(text("Without one: ffmpeg -i INPUT -f wav - | diarize --live -"))


def _sentence(said: Any) -> Text:
    """What the library said: a command of it is the same in every language."""
    told = unpacked(said)
    return told if isinstance(told, Text) else Text("{command}", {"command": told})
