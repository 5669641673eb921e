"""A TextGrid that was saved as JSON: by praatIO, by Montreal Forced Aligner, which uses it, or by scripts.

praatIO 6, textgrid_io.py: "json" is ``{"start", "end", "tiers": {"Anna": {"type": "IntervalTier",
"entries": [[0.5, 2.0, "hello"]]}}}``, "textgrid_json" ``{"xmin", "xmax", "tiers": [{"class", "name",
"xmin", "xmax", "entries"}]}``. A tier of points has pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.formats import _praat

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERVAL = 3  # start, end, label
_POINTS = frozenset({"pointtier", "texttier", "point"})


def grid(document: Any) -> _praat.Grid | None:
    """Return the tiers of a document; None where it has none of these.

    Raises:
        KeyError, OverflowError, TypeError, ValueError: an entry is none.

    """
    tiers = list(_tiers(document.get("tiers"))) if isinstance(document, dict) else []
    if not tiers:
        return None
    end = document.get("xmax", document.get("end"))
    last = max((one[1] for tier in tiers for one in tier.intervals or ()), default=0.0)
    return _praat.Grid(last if end is None else float(end), tiers)


def _tiers(listed: Any) -> Iterator[_praat.Tier]:
    if isinstance(listed, dict):
        listed = [{"name": name, **tier} for name, tier in listed.items() if isinstance(tier, dict)]
    if not isinstance(listed, list):
        return
    for tier in listed:
        if isinstance(tier, dict) and "name" in tier and isinstance(tier.get("entries"), list):
            kind = str(tier.get("class", tier.get("type"))).lower()
            intervals = None if kind in _POINTS else list(map(_interval, tier["entries"]))
            yield _praat.Tier(str(tier["name"]), intervals)


def _interval(entry: Any) -> tuple[float, float, str]:
    if isinstance(entry, dict):
        return float(entry["start"]), float(entry["end"]), _label(entry["label"])
    if not isinstance(entry, list) or len(entry) != _INTERVAL:
        raise TypeError(f"{entry!r:.40} is no interval")
    return float(entry[0]), float(entry[1]), _label(entry[2])


def _label(label: Any) -> str:
    return "" if label is None else str(label)
