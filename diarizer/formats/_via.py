"""Projects of the VGG Video Annotator, VIA 3: segments of time, and what was chosen or written for each.

Its project, ``data_format_version`` 3: ``metadata`` of ``vid`` (a view, whose files ``view`` lists),
``z`` (from when to when, in seconds), ``xy`` (a region of a picture, empty for a segment of time) and
``av``, a value for each of ``attribute``, which has ``aname`` and perhaps ``options`` by their marks.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from diarizer.formats import _columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PAIR = 2


def segments(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the segments of a project; none where it is none."""
    if not isinstance(document.get("project"), dict) or not _dict(document.get("metadata")):
        return []
    return sorted(_segments(document), key=lambda one: one["start"])


def _segments(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    attributes = _dict(document.get("attribute"))
    names = {mark: str(_dict(one).get("aname") or "") for mark, one in attributes.items()}
    roles = {one.name: one.role for one in _columns.recognised(list(names.values()))}
    for one in map(_dict, document["metadata"].values()):
        times = one.get("z")
        if not isinstance(times, list) or len(times) != _PAIR or one.get("xy"):
            continue
        said: dict[str, str] = {}
        for mark, value in _dict(one.get("av")).items():
            shown = str(_dict(_dict(attributes.get(mark)).get("options")).get(str(value), value))
            role = "text" if roles.get(names.get(mark, "")) == "text" else "speaker"
            said[role] = ", ".join(filter(None, [said.get(role, ""), shown.strip()]))
        recording = _recording(document, str(one.get("vid")))
        yield {"speaker": "", **said, "start": times[0], "end": times[1], "recording": recording}


def _recording(document: Mapping[str, Any], view: str) -> str:
    listed = _dict(_dict(document.get("view")).get(view)).get("fid_list")
    mark = str(listed[0]) if isinstance(listed, list) and listed else view
    name = _dict(_dict(document.get("file")).get(mark)).get("fname")
    return PurePosixPath(str(name or "")).stem


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
