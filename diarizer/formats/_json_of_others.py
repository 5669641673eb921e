"""JSON in which others write who speaks when, brought to the segments that ours has.

pyannoteAI's API reference, "Diarization" and "Identify": ``output`` of ``diarization``,
``identification`` and, where a transcription was asked for, ``turnLevelTranscription``; each turn
has ``start``, ``end``, ``speaker`` and perhaps ``confidence``, for each speaker out of 100.
pyannote.audio 4, ``DiarizeOutput.serialize()``: ``diarization`` beside ``exclusive_diarization``.
pyannote.core up to 4.5, ``Annotation.for_json()``, which 5.0 has no more: ``content`` of
``segment`` and ``label``. Label Studio 1: tasks of ``annotations`` of ``result``, a region with
``labels`` and another one of the same ``id`` with its text; as JSON_MIN the regions stand under the
name of their control. NeMo's manifests, a line for each turn (manifest_utils.py of nemo_toolkit):
``audio_filepath``, ``offset``, ``duration``, ``label``, and ``text``, which is ``-`` for none.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from diarizer.formats import _json_clips, _json_named, _json_recordings, _json_rows, _via
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.formats._turns_gate import Gate

    Segment = Mapping[str, Any]

# Where pyannoteAI has turns; what names people, or says what they say, before what does not.
_TURNS = ("turnLevelTranscription", "identification", "diarization")
_SAYS = (
    *("text", "words", "word", "sentence", "transcript", "content", "body"),
    *("transcription", "utterance", "caption", "phrase"),
)
# What stands beside segments in transcripts.
_BESIDE = ("words", "word_segments")
_TASKS = frozenset({"annotations", "supervisions", "audio_spans"})
_OUT_OF = 100.0


def parsed(content: str) -> Any:
    """Read JSON, or a list of JSON one below the other.

    Raises:
        ValueError: it is neither.

    """
    try:
        return json.loads(content)
    except ValueError:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004, one line alone is no list
            raise
        return [json.loads(line) for line in lines]


def segments(document: Any, gate: Gate) -> tuple[list[Segment], bool]:
    """Return the segments of a document, and whether they name recordings.

    Raises:
        KeyError, TypeError: there are none.

    """
    if isinstance(document, dict) and (found := _via.segments(document)):
        return list(found), True
    if isinstance(document, dict) and "segments" not in document:
        document = inner if isinstance(inner := document.get("output"), dict) else document
        if name := next((each for each in _TURNS if isinstance(document.get(each), list)), ""):
            _tell_choice(document, name, gate)
            return [_of_pyannote_ai(one) for one in document[name]], False
        if isinstance(document.get("turns"), list):
            document = document["turns"]
        elif document.get("pyannote") == "Annotation":
            return [_of_pyannote(one, document) for one in document["content"]], False
        named = any(name in document for name in _TASKS)
        alone = named or _is_of_manifest(document) or _is_turn(document)
        document = [document] if alone or _json_named.fits(document) else document
    if isinstance(document, list):
        return _listed(_last_of_each(document), gate)
    _check_whole(document)
    rows = _json_rows.segments(document["segments"], gate)
    listed = _json_named.renamed(document["segments"]) or document["segments"]
    return (rows, False) if rows else _json_recordings.named(listed, gate)


def _check_whole(document: Segment) -> None:
    """Refuse a transcript, whose text or words lie beside its segments.

    Raises:
        KeyError: more is in it than the segments have.

    """
    told = {name for one in document["segments"] or () if isinstance(one, dict) for name in one}
    beside = any(document.get(name) for name in _BESIDE)
    if (beside and "words" not in told) or (document.get("text") and "text" not in told):
        raise KeyError("segments")


def _listed(document: list[Any], gate: Gate) -> tuple[list[Segment], bool]:
    """Return the turns of a list.

    Raises:
        KeyError: there are none.

    """
    if found := _of_label_studio(document, gate) or _json_clips.segments(document, gate):
        return found, True
    if document and all(map(_is_of_manifest, document)):
        return [_of_manifest(one) for one in document], True
    if rows := _json_rows.segments(document, gate):
        return rows, False
    if named := _json_named.renamed(document):
        return _json_recordings.named(named, gate)
    if not document or not all(map(_is_turn, document)):
        raise KeyError("segments")
    return _json_recordings.named(document, gate)


def _last_of_each(lines: list[Any]) -> list[Any]:
    """Of what ``diarize --live`` writes line by line, keep what is known in the end."""
    if not lines or not all(isinstance(one, dict) and "event" in one for one in lines):
        return lines
    return list({one["number"]: one for one in lines if one["event"] == "turn"}.values())


def _is_turn(one: Any) -> bool:
    """Whether it says who and when and nothing else: what says more is a transcript."""
    return (
        isinstance(one, dict)
        and {"start", "end", "speaker"} <= one.keys()
        and not any(one.get(name) for name in _SAYS)
    )


def _is_of_manifest(one: Any) -> bool:
    """Whether it is a turn of NeMo: a whole recording has no label, or is yet to be labelled."""
    wanted = {"audio_filepath", "offset", "duration", "label"}
    return isinstance(one, dict) and wanted <= one.keys() and one["label"] != "infer"


def _of_manifest(one: Segment) -> Segment:
    start = float(one["offset"] or 0.0)
    said = one.get("text")
    return {
        "start": start,
        "end": round(start + float(one["duration"]), 6),
        "speaker": one["label"],
        "text": "" if said == "-" else said,
        "recording": PurePosixPath(str(one["audio_filepath"])).stem,
    }


def _tell_choice(document: Segment, name: str, gate: Gate) -> None:
    others = [each for each in _TURNS if each != name and isinstance(document.get(each), list)]
    if others:
        gate.say(
            text(
                "Turns of several kinds are in the file: those of {name} are taken, and not those of"
                " {others}.",
                name=name,
                others=", ".join(others),
            )
        )


def _of_pyannote_ai(one: Segment) -> Segment:
    sure = one.get("confidence")
    if isinstance(sure, dict):
        sure = sure.get(one["speaker"])
    sure = None if sure is None else float(sure) / _OUT_OF
    return {**one, "confidence": sure}


def _of_pyannote(one: Segment, document: Segment) -> Segment:
    speaker = one["label"]
    return {**one["segment"], "speaker": speaker, "recording": document.get("uri") or ""}


def _of_label_studio(tasks: list[Any], gate: Gate) -> list[Segment]:
    return [region for task in tasks if isinstance(task, dict) for region in _task(task, gate)]


def _task(task: Segment, gate: Gate) -> Iterator[Segment]:
    done = task.get("annotations")
    if not isinstance(done, list):
        yield from _at_least(task)
        return
    kept = [one for one in done if not one.get("was_cancelled")]
    recording = _stem(task.get("data"))
    if len(kept) > 1:
        said = text(
            "{name} was annotated {count} times: the first is taken.",
            name=recording or "?",
            count=len(kept),
        )
        gate.say(said)
    for results in [one["result"] for one in kept[:1]]:
        said_in = {one.get("id"): one["value"].get("text") for one in results if "value" in one}
        for one in results:
            value = one.get("value", {})
            if "labels" in value and ("channel" in value or "original_length" in one):
                yield _region(value, said_in.get(one.get("id")), recording)


def _at_least(task: Segment) -> Iterator[Segment]:
    """Take a task of JSON_MIN: lists of regions and of texts, each under the name of a control."""
    lists = [each for each in task.values() if isinstance(each, list)]
    regions = next((each for each in lists if each and all(map(_is_region, each))), [])
    texts: list[Any] = []
    for each in task.values() if regions else ():
        several = [each] if isinstance(each, str) else each
        if isinstance(several, list) and len(several) == len(regions) and each != _audio(task):
            texts = several if isinstance(several[0], (str, list)) else texts
    for number, region in enumerate(regions):
        yield _region(region, texts[number] if texts else "", _stem(task))


def _is_region(one: Any) -> bool:
    return isinstance(one, dict) and {"start", "end", "channel", "labels"} <= one.keys()


def _region(value: Segment, said: Any, recording: str) -> Segment:
    said = " ".join(said) if isinstance(said, list) else said
    speaker = ", ".join(value["labels"])
    times = {"start": value["start"], "end": value["end"]}
    return {**times, "speaker": speaker, "text": said, "recording": recording}


def _audio(data: Any) -> str:
    """Return the address of the recording: the first text that looks like one."""
    values = data.values() if isinstance(data, dict) else ()
    return next((each for each in values if isinstance(each, str) and "/" in each), "")


def _stem(data: Any) -> str:
    return PurePosixPath(_audio(data).partition("?")[0]).stem
