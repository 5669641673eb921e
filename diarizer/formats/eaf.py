"""EAF of ELAN: a tier for each speaker, times in milliseconds.

Max Planck Institute for Psycholinguistics, "EAF annotation format", schema 3.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = ".eaf"
HOLDS = frozenset({"turns", "text"})

_HEAD = {
    "AUTHOR": "",
    "DATE": "2000-01-01T00:00:00+00:00",  # one is required; the same turns are the same file
    "FORMAT": "3.0",
    "VERSION": "3.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
}


def dumps(annotation: Annotation) -> str:
    """Write a tier for each speaker; the value of an annotation is what is said."""
    root = ET.Element("ANNOTATION_DOCUMENT", _HEAD)
    ET.SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    slots = ET.SubElement(root, "TIME_ORDER")
    tiers = {name: _tier(root, name) for name in annotation.speakers}
    for number, turn in enumerate(annotation.turns):
        begin, end = (f"ts{2 * number + side}" for side in (1, 2))
        _slot(slots, begin, turn.span.start)
        _slot(slots, end, turn.span.end)
        _add(tiers[turn.speaker], f"a{number + 1}", (begin, end), turn.text)
    types = {"LINGUISTIC_TYPE_ID": "default-lt", "TIME_ALIGNABLE": "true"}
    ET.SubElement(root, "LINGUISTIC_TYPE", {**types, "GRAPHIC_REFERENCES": "false"})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def loads(content: str) -> Annotation:
    """Read the annotations that have times of their own; each tier is a speaker.

    Raises:
        FormatError: not XML, or not a document of ELAN.

    """
    try:
        # expat itself stops documents that grow when they are read (since 2.4.1).
        root = ET.fromstring(content.encode())  # noqa: S314
        turns = tuple(_turns(root))
    except (ET.ParseError, KeyError, ValueError) as error:
        raise FormatError(
            text("The file is not a document of ELAN."),
            context=f"{type(error).__name__}: {error}",
            hint=text("Wanted: what ELAN saves as .eaf, with times at its annotations."),
        ) from error
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _tier(root: ET.Element, speaker: str) -> ET.Element:
    return ET.SubElement(
        root,
        "TIER",
        {"TIER_ID": speaker, "LINGUISTIC_TYPE_REF": "default-lt", "PARTICIPANT": speaker},
    )


def _slot(slots: ET.Element, name: str, seconds: float) -> None:
    value = {"TIME_SLOT_ID": name, "TIME_VALUE": str(round(seconds * 1000))}
    ET.SubElement(slots, "TIME_SLOT", value)


def _add(tier: ET.Element, name: str, slots: tuple[str, str], content: str) -> None:
    begin, end = slots
    places = {"ANNOTATION_ID": name, "TIME_SLOT_REF1": begin, "TIME_SLOT_REF2": end}
    aligned = ET.SubElement(ET.SubElement(tier, "ANNOTATION"), "ALIGNABLE_ANNOTATION", places)
    ET.SubElement(aligned, "ANNOTATION_VALUE").text = content


def _turns(root: ET.Element) -> Iterator[Turn]:
    if root.tag != "ANNOTATION_DOCUMENT":
        raise ValueError(f"<{root.tag}> instead of <ANNOTATION_DOCUMENT>")
    times = {
        slot.attrib["TIME_SLOT_ID"]: int(slot.attrib["TIME_VALUE"]) / 1000
        for slot in root.iter("TIME_SLOT")
        if "TIME_VALUE" in slot.attrib
    }
    for tier in root.iter("TIER"):
        for one in tier.iter("ALIGNABLE_ANNOTATION"):
            span = Span(times[one.attrib["TIME_SLOT_REF1"]], times[one.attrib["TIME_SLOT_REF2"]])
            said = " ".join((one.findtext("ANNOTATION_VALUE") or "").split())
            yield Turn(span, tier.attrib["TIER_ID"], text=said)
