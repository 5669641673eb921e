"""EAF of ELAN: a tier for each speaker, times in milliseconds.

Max Planck Institute for Psycholinguistics, "EAF annotation format", schema 3.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from diarizer.errors import FormatError
from diarizer.formats import _elan, _elan_marks, _label_tiers
from diarizer.formats._names import shown, spelled, unpacked
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.types import Annotation

EXTENSION = ".eaf"
HOLDS = frozenset({"turns", "text"})

_NOBODY = "_"  # a tier has to have a name
_HEAD = {
    "AUTHOR": "",
    "DATE": "2000-01-01T00:00:00+00:00",  # one is required; the same turns are the same file
    "FORMAT": "3.0",
    "VERSION": "3.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
}
# It speaks of the bytes of the file, which are text by now.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


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
        _add(tiers[turn.speaker], f"a{number + 1}", (begin, end), shown(turn.text))
    types = {"LINGUISTIC_TYPE_ID": "default-lt", "TIME_ALIGNABLE": "true"}
    ET.SubElement(root, "LINGUISTIC_TYPE", {**types, "GRAPHIC_REFERENCES": "false"})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the annotations of the tiers that depend on no other.

    A tier is the turns of its participant, or of whoever it is called after.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: not XML, or not a document of ELAN.

    """
    gate = gate or Gate()
    plain = _DECLARATION.sub("", content.removeprefix("\ufeff"), count=1)
    try:
        # expat itself stops documents that grow when they are read (since 2.4.1).
        root = ET.fromstring(plain.encode("utf-8", "replace"))  # noqa: S314
        rows = _label_tiers.named(list(_rows(root, gate)), map(_raw_name, root.iter("TIER")), gate)
    except _elan.NoSuchSlot as error:
        raise FormatError(
            text("Annotation {name} names a time that the file does not hold.", name=error.name),
            context=text("Time slot: {slot}", slot=error.slot),
            hint=text("Open it in ELAN and save it again."),
        ) from error
    except _elan.NoTimes as error:
        raise FormatError(
            text("No annotation of the tier {name} has a time.", name=error.name),
            context=text("Annotations: {count}", count=error.count),
            hint=text("Open it in ELAN, align the tier to the recording, and save it again."),
        ) from error
    except (ET.ParseError, KeyError, ValueError, OverflowError) as error:
        raise FormatError(
            text("The file is not a document of ELAN."),
            context=f"{type(error).__name__}: {error}",
            hint=text("Wanted: what ELAN saves as .eaf, with times at its annotations."),
        ) from error
    return gate.admit(rows)


def _tier(root: ET.Element, speaker: str) -> ET.Element:
    name = _label_tiers.packed(speaker) or _NOBODY
    if speaker == _NOBODY:
        name = spelled(_NOBODY)
    who = {"PARTICIPANT": name} if speaker else {}
    return ET.SubElement(
        root, "TIER", {"TIER_ID": name, "LINGUISTIC_TYPE_REF": "default-lt", **who}
    )


def _slot(slots: ET.Element, name: str, seconds: float) -> None:
    value = {"TIME_SLOT_ID": name, "TIME_VALUE": str(round(seconds * 1000))}
    ET.SubElement(slots, "TIME_SLOT", value)


def _add(tier: ET.Element, name: str, slots: tuple[str, str], content: str) -> None:
    begin, end = slots
    places = {"ANNOTATION_ID": name, "TIME_SLOT_REF1": begin, "TIME_SLOT_REF2": end}
    aligned = ET.SubElement(ET.SubElement(tier, "ANNOTATION"), "ALIGNABLE_ANNOTATION", places)
    ET.SubElement(aligned, "ANNOTATION_VALUE").text = content


def _rows(root: ET.Element, gate: Gate) -> Iterator[Row]:
    if root.tag != "ANNOTATION_DOCUMENT":
        raise ValueError(f"<{root.tag}> instead of <ANNOTATION_DOCUMENT>")
    clock = _elan.Clock.of(root)
    tiers = list(root.iter("TIER"))
    speaking = [tier for tier in tiers if not tier.get("PARENT_REF")]
    found = [list(clock.annotations(tier)) for tier in speaking]
    below = [
        _elan_marks.below(tier, tiers, some, gate)
        for tier, some in zip(speaking, found, strict=True)
    ]
    _tell(len(tiers) - len(speaking) - sum(bool(name) for name, _ in below), speaking, gate)
    _tell_media(root, gate)
    spread = 0
    for tier, some, (name, texts) in zip(speaking, found, below, strict=True):
        speaker = _speaker(tier)
        for annotation in some:
            spread += annotation.spread
            place = text("Annotation {name}", name=annotation.name)
            own = " ".join(annotation.value.split())
            said = texts.get(annotation.name, "") if name else own
            yield Row(place, annotation.start, annotation.end, speaker, said)
    if spread:
        gate.say(
            plural(
                "{count} annotation has no times of its own; it lies between its neighbours.",
                "{count} annotations have no times of their own; they lie evenly between their"
                " neighbours.",
                count=spread,
            )
        )


def _speaker(tier: ET.Element) -> str:
    """Name the speaker of a tier: its participant, else the tier."""
    name = _raw_name(tier)
    return unpacked("" if name == _NOBODY and not tier.get("PARTICIPANT") else name)


def _raw_name(tier: ET.Element) -> str:
    return (tier.get("PARTICIPANT") or "").strip() or tier.attrib["TIER_ID"].strip()


def _tell_media(root: ET.Element, gate: Gate) -> None:
    """Tell which recording's clock is meant, where several begin at different times."""
    media = root.findall("HEADER/MEDIA_DESCRIPTOR")
    if len({float(each.get("TIME_ORIGIN") or 0) for each in media}) > 1:
        name = media[0].get("MEDIA_URL") or ""
        gate.say(text("Times are those of the first recording, {name}.", name=name.split("/")[-1]))


def _tell(left: int, speaking: list[ET.Element], gate: Gate) -> None:
    if left:
        gate.say(
            plural(
                "{count} tier that depends on another was left out.",
                "{count} tiers that depend on others were left out.",
                count=left,
            )
        )
    names = [_speaker(tier) for tier in speaking]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        gate.say(text("Several tiers are those of {name}: one speaker.", name=name))
