"""What other distributions add, and whether it can be used: for the doctor, in JSON's types.

Each plug-in is to be asked for in a process of its own: a library of it that crashes takes the
process along.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module
from typing import Any

from diarizer.discovery import BrokenPlugIn
from diarizer.messages.text import packed


def listed(*groups: str) -> list[dict[str, str]]:
    """The fields of every :class:`diarizer.discovery.PlugIn`; nothing of it is imported."""
    # A group is called like the folder of our own.
    return [asdict(each) for group in groups for each in import_module(group).plug_ins()]


def fault(group: str, name: str) -> Any:
    """Why the plug-in ``name`` cannot be used, see :func:`diarizer.messages.text.packed`."""
    room = import_module(group)
    (plug_in,) = [each for each in room.plug_ins() if each.name == name and not each.taken_by]
    try:
        room.examined(plug_in)
    except BrokenPlugIn as broken:
        return packed(broken.said)
    return ""
