"""Which input devices PortAudio lists, and which of them somebody means by a name."""

from __future__ import annotations

from typing import Any


def inputs(module: Any) -> list[dict[str, Any]]:
    """Return those that record, in PortAudio's order.

    Args:
        module: sounddevice.

    """
    return [one for one in module.query_devices() if one["max_input_channels"]]


def chosen(module: Any, wanted: str) -> int | str | None:
    """Return what sounddevice is asked for.

    On Windows each device is listed by four of its interfaces, under one name, at which sounddevice
    would not choose: the interface that comes first is the system's own choice.

    Args:
        module: sounddevice.
        wanted: a number, or a part of a name; empty for the default device.

    Returns:
        A number; the name itself where none or several have it, which sounddevice then says; None
        for the default device.

    """
    if not wanted or wanted.isdecimal():
        return int(wanted) if wanted else None
    named = [one for one in inputs(module) if wanted.casefold() in one["name"].casefold()]
    exact = [one for one in named if one["name"].casefold() == wanted.casefold()]
    for found in (exact, named):
        first = [one for one in found if one["hostapi"] == found[0]["hostapi"]]
        if len(first) == 1:
            return int(first[0]["index"])
    return wanted


def several(module: Any, wanted: str) -> bool:
    """Whether a part of a name is that of more than one."""
    return sum(wanted.casefold() in one["name"].casefold() for one in inputs(module)) > 1
