"""Files of turns, read and written through the gate."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.files.atomic import draft
from diarizer.formats import _encodings, _losses
from diarizer.formats._turns_gate import Gate
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.types import Annotation


def load(
    path: Path,
    name: str | None = None,
    *,
    repair: bool = False,
    uri: str | None = None,
    remark: Callable[[Text], None] | None = None,
) -> Annotation:
    """Read a file of turns.

    Args:
        path: UTF-8, or UTF-16 as Praat and Excel write it.
        name: of the format; what the ending of ``path`` says when None.
        repair: mend times that are none, and say so; else they are refused.
        uri: the recording that is meant, where the file holds several.
        remark: is told what was mended or left out.

    Raises:
        FormatError: not in that format, or not text; times that are none; several recordings.
        OSError: the file cannot be read.

    """
    name = name or formats.of(path, option="")
    gate = Gate(repair=repair, uri=uri, remark=remark)
    return loads(read_text(path.read_bytes(), path, name, gate), name, gate)


def read_text(data: bytes, path: Path | str, name: str, gate: Gate) -> str:
    """Return the text of a file in the format ``name``, as the programs of that format write it.

    Raises:
        FormatError: another encoding, or one that cannot be told from others.

    """
    try:
        return _encodings.decoded(data, path)
    except FormatError:
        for old in getattr(formats.get(name), "CODE_PAGES", ()):
            if (content := _encodings.in_code_page(data, old)) is not None:
                gate.say(text("The file is not in UTF-8; it is read as {encoding}.", encoding=old))
                return content
        raise


def loads(content: str, name: str, gate: Gate | None = None) -> Annotation:
    """Read the text of a file in the format ``name``.

    Raises:
        FormatError: not in that format; times that are none; several recordings.

    """
    gate = gate or Gate()
    reader: Any = formats.get(name)
    if "gate" in inspect.signature(reader.loads).parameters:
        return gate.read(reader.loads(content, gate=gate))
    # A plug-in knows of no gate, so what it returns is led through it.
    return gate.read(gate.checked(reader.loads(content)))


def dumps(
    annotation: Annotation,
    name: str,
    remark: Callable[[Text], None] | None = None,
    called: str = "",
) -> str:
    """Write the text of a file in the format ``name``.

    Args:
        annotation: what to write.
        name: of the format.
        remark: is told once what the format does not keep.
        called: how the file is called, which keeps the name of the recording, too.

    Raises:
        FormatError: times that are none, or the format cannot hold this.

    """
    passed = Gate(remark=remark).checked(annotation)
    content = formats.get(name).dumps(passed)
    if remark is not None:
        again = loads(content, name, Gate(repair=True))
        if called and not again.uri:
            again = replace(again, uri=called)
        if said := _losses.lost(passed, again, name):
            remark(said)
    return content


def save(
    annotation: Annotation,
    path: Path,
    name: str | None = None,
    *,
    remark: Callable[[Text], None] | None = None,
    called: str = "",
) -> Path:
    """Write a whole file or none, and return its path.

    Args:
        annotation: what to write.
        path: where to; its folder exists.
        name: of the format; what the ending of ``path`` says when None.
        remark: is told once what the format does not keep.
        called: how the recording's own file is called, if not like this one.

    Raises:
        FormatError: there is no such format, or it cannot hold this.
        OSError: the disk is full, or the folder is missing or closed.

    """
    content = dumps(annotation, name or formats.of(path), remark, called or path.stem)
    with draft(path) as beside:
        beside.write_text(content, encoding="utf-8", newline="\n")
    return path


def columns() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the name, the ending and what is kept of each format.

    A plug-in that does not say keeps turns.
    """
    rows = []
    for name in formats.names():
        module: Any = formats.get(name)
        holds = getattr(module, "HOLDS", frozenset({"turns"}))
        rows.append((name, module.EXTENSION, tuple(one for one in KEPT if one in holds)))
    return rows


KEPT = ("turns", "text", "words", "confidence", "uri", "duration", "channel")
