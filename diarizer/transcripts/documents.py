"""The text of a file, and the JSON in it, as programs and shells leave them.

PowerShell's ``>`` writes UTF-16. whisper.cpp writes the bytes of its tokens, which may hold half a
letter, and JSON without escaping what a line may not hold, a comma too many after `-di` and one too
few between `-di` and `-tdrz`, and `nan` (examples/cli/cli.cpp, output_json). Vosk and NeMo write one
JSON after the other.
"""

from __future__ import annotations

import codecs
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts import UNKNOWN, shapes, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.messages.text import Text

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HALF = re.compile("[\udc80-\udcff]")
_IN_BRACKETS = re.compile(
    r"\[ *(?:(?!true|false|null|NaN|Infinity)[^\W\d_]|\d+:\d|[\d.]+s? *-|\d+[/.]\d+[/.]\d|\d+ ?[hm] ?\d)"
)
# A speaker, a sound, the head of another format, a time or a date, and no list.
_COUNTED = re.compile(
    r"\{(?:\d+|DEFAULT)\}\{\d*\}|\[\d+\]\[\d*\]"
)  # frames of MicroDVD, tenths of MPL2
_PACKED = b"PK\x03\x04"  # a ZIP, as Word's documents are
_OF_PYTHON = re.compile(
    r"[\s\[(]{0,9}\{\s{0,9}'\w+': "
)  # a dictionary, as str() and print() write it
_OF_CPP = b'"transcription"'


def decoded(data: bytes, name: str = "") -> str:
    """Return the text of a file, or of Word's document; what is no letter stays as lone surrogates.

    See `halves` for these.

    Args:
        data: of the file.
        name: of the file, for the error.

    Raises:
        FormatError: no text in the encoding that its mark names, or packed, and no document of Word.

    """
    if data.startswith(_PACKED):
        from diarizer.transcripts import word_documents  # noqa: PLC0415, most runs need none

        return word_documents.text_of(data, name)
    try:
        return formats.without_tail(data.decode(_encoding(data)))
    except UnicodeDecodeError as error:
        if _encoding(data) != "utf-8":
            raise not_unicode(name, str(error)) from error
        return formats.without_tail(data.decode("utf-8", "surrogateescape"))


def not_unicode(name: str, said: Text | str) -> FormatError:
    """Make the error about a file in another encoding."""
    return FormatError(
        text("The file is not text in UTF-8."),
        context=text("File: {path}\n{said}", path=name, said=said),
        hint=text("Save it again as UTF-8."),
    )


def no_words(data: bytes, path: Path, count: int, wanted: Text) -> FormatError:
    """Make the error about a transcript in which nothing is said, or nothing that can be read.

    Args:
        data: of the file.
        path: of the file.
        count: of its turns.
        wanted: what to do.

    """
    told = text("Turns: {count}", count=count)
    if has_halves(decoded(data)):
        return not_unicode(str(path), told)
    context = text("File: {path}\n{said}", path=path, said=told)
    said = text("The transcript holds no words.")
    return FormatError(said, context=context, hint=wanted, reference=UNKNOWN)


def named(error: FormatError, path: Path) -> FormatError:
    """Return the error with the name of the file."""
    told = text("File: {path}\n{said}", path=path, said=error.told.context)
    others = formats.OTHER_TIMES if error.reference == formats.OTHER_TIMES else ""
    return FormatError(error.told.message, context=told, hint=error.told.hint, reference=others)


def has_halves(content: str) -> bool:
    """Whether bytes were left that are no letters."""
    return bool(_HALF.search(content))


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    # The first letters of every transcript are ASCII: a zero beside one is UTF-16 without a mark.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" and len(data) > 1 else "utf-8"


def is_json(content: str) -> bool:
    """Whether a text can be nothing but JSON."""
    beginning = formats.unfenced(content).lstrip()
    other = _IN_BRACKETS.match(beginning) or _COUNTED.match(beginning)
    return beginning[:1] in ("{", "[") and not other


def parsed(content: str) -> Any:
    """Read JSON; several documents become a list.

    Raises:
        FormatError: none, or one that breaks off.

    """
    try:
        content = formats.unfenced(content)
        try:
            return _documents(content)
        except ValueError:
            if _OF_CPP.decode() not in content:
                raise
            return _documents(_mended(content))
    except (ValueError, RecursionError) as error:
        if _OF_PYTHON.match(content):
            raise FormatError(
                text("The file holds what Python prints, and no JSON."),
                context=content.lstrip()[:40],
                hint=text("Write it with: json.dump(result, file, ensure_ascii=False)"),
                reference=UNKNOWN,
            ) from error
        raise FormatError(
            text("The JSON is not a transcript."),
            context=f"{type(error).__name__}: {error}",
            hint=text("Is the file whole? Write it again, with the program that made it."),
            reference=UNKNOWN,
        ) from error


def looked_at(document: Any) -> Text:
    """Say what a document is, for the error about it."""
    if isinstance(document, dict):
        names = ", ".join(str(name)[:30] for name in list(document)[:8])
        return text("It is an object of: {names}", names=names or text("nothing"))
    if isinstance(document, list):
        return text("It is a list of {count} entries", count=len(document))
    return text("It is {kind}", kind=type(document).__name__)


def _documents(content: str) -> Any:
    # What a text holds beside letters is not escaped by everybody: strict=False.
    decoder = json.JSONDecoder(strict=False)
    found, at = [], 0
    while rest := re.compile(r"[\s,;]*").match(content, at):
        at = rest.end()
        if at >= len(content):
            break
        document, at = decoder.raw_decode(content, at)
        found.append(document)
    if not found:
        raise ValueError("nothing in it")
    if len(found) == 1 and isinstance(found[0], str) and is_json(found[0]):
        return _documents(found[0])  # JSON that was written as JSON once more
    return found[0] if len(found) == 1 else found


def _mended(content: str) -> str:
    """Mend what whisper.cpp leaves, in the lines in which it does."""
    content = re.sub(r",(\s*\n\s*[}\]])", r"\1", content)
    content = re.sub(r'"(\s*\n\s*"speaker_turn_next")', r'",\1', content)
    return re.sub(r'("(?:p|t_dtw)":) *-?(?:nan|inf)(?:\(ind\))?', r"\1 null", content)


def _has_lists(one: dict[str, Any]) -> bool:
    """Whether it can be a transcript, and not one entry of it, which has no list of objects."""
    inside = (value.values() for value in one.values() if isinstance(value, dict))
    return any(map(spoken.dicts, chain(one.values(), *inside)))


def check_alone(document: Any, *, is_known: bool) -> None:
    """Refuse the transcripts of several recordings: nothing tells which one is meant.

    Raises:
        FormatError: there are several.

    """
    listed = document.get("segments") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        return
    nested = (one for one in listed if isinstance(one, dict) and _has_lists(one))
    whole = not is_known and listed is document and any(map(shapes.found, nested))
    if whole or len({*map(formats.recording_of, listed)} - {""}) > 1:
        raise FormatError(
            text("The file holds the transcripts of several recordings."),
            context=looked_at(document),
            hint=text("Save the one of this recording alone."),
        )
