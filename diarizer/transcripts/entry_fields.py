"""What the fields of an entry say, whatever they are called: when, until when, what, and who.

Names are compared without their case and marks: ``startTimeMs``, ``start_time_ms`` and ``StartTimeMs``
are one. What an entry holds in an object of its own (``additions``, ``offset``, ``transcription``), or in
a list of one, is a field of the entry, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import spoken
from diarizer.transcripts.raw import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fields = dict[str, Any]

START = (
    *("start", "starttime", "starttimestamp", "startat", "startts", "starttimecode", "timestart"),
    *("absstart", "segmentstart"),
    *(
        "begin",
        "begintime",
        "timebegin",
        "beginat",
        "begints",
        "beginaudiotime",
        "bg",
        "from",
        "datastart",
    ),
    *("startoffset", "beginoffset", "timeoffset", "offset", "secondsfromstart", "snippettime"),
    *("timestamp", "timestamps", "time", "ts"),
)
END = (
    *("end", "endtime", "endtimestamp", "endat", "endts", "endtimecode", "timeend", "dataend"),
    *("endaudiotime", "ed", "stop", "stoptime", "to", "endoffset", "absend", "segmentend"),
)
LENGTH = ("duration", "dur")
SAID = (
    *(
        "normalizedtext",
        "formattedtext",
        "text",
        "content",
        "transcript",
        "sentence",
        "msg",
        "message",
        "onebest",
    ),
    *("snippet", "body", "phrase", "spokentext", "utterance", "written", "caption", "speech"),
    *(
        "punctuatedword",
        "word",
        "w",
        "value",
        "token",
        "term",
        "lines",
        "res",
        "words",
        "transcription",
    ),
)
WHO = (
    *("speakername", "speakerdisplayname", "speaker", "speakerlabel", "speakerid", "speakertag"),
    *(
        "speakerno",
        "speakernumber",
        "speakeridx",
        "speakerindex",
        "personname",
        "speakerinfo",
        "spk",
        "spkid",
        "spkname",
    ),
    *("participantname", "participant", "participantid", "displayname", "username"),
    *("participantrole", "participanttype", "speakerrole"),
)
# Who speaks, if nothing else does, and if it comes again.
PERHAPS = (
    *("participantpurpose", "role", "from", "user", "author", "voice", "who", "name", "label"),
)
SIDES = ("channel", "channelid", "channeltag", "channelnumber", "mediachannel", "channelindex")
_NAMES = (
    *(
        "name",
        "displayname",
        "speakername",
        "fullname",
        "firstname",
        "username",
        "speaker",
        "label",
    ),
    *("id", "speakerid"),
)
# What else is told of who speaks.
_OF_SOMEBODY = re.compile(
    r"(?:age|gender|sex|count|number|total|s|turn|turnnext|change|changed|confidence|conf|score|prob|probability"
    r"|language|lang|emotion|sentiment|accent|start|starttime|end|endtime|duration|time|role|type)$"
)
_ALTERNATIVES = frozenset({"alternatives", "nbest", "hypotheses"})
_WHAT_KIND = ("type", "resulttype", "messagetype", "status", "event", "message")
# One word that says so: `partial`, `AddPartialTranscript`, `transcript.interim`.
_UNFINISHED = re.compile(r"[a-z]{0,20}[._-]?(?:partial|interim|intermediate)[._-]?[a-z]{0,20}")
_FLAGS = ("isfinal", "final", "ispartial", "partial", "isinterim", "interim")
# What the objects around entries may say of all of them.
AROUND = frozenset({*WHO, *PERHAPS, *SIDES, *_FLAGS, *_WHAT_KIND})
_UNITS = {
    **dict.fromkeys(("ms", "msec", "millis", "millisecond", "milliseconds"), 1e3),
    **dict.fromkeys(("sec", "secs", "second", "seconds"), 1.0),
}
_UNIT = re.compile(r"(?<=.)(?:in)?(ms|msec|millis|milliseconds?|secs?|seconds?)$")
_LASTING = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_MARKS = re.compile(r"[\W_]+")
_LINES = frozenset({"lines", "res"})  # of aeneas, of Baidu: texts in a list
_DEEP = 3  # objects within each other


def plain(name: str) -> str:
    """Return the name of a field without case, marks and unit.

    >>> plain("StartTimeMs"), plain("start_time"), plain("ms")
    ('starttime', 'starttime', 'ms')
    """
    return _UNIT.sub("", _bare(name))


def fields_of(one: Mapping[str, Any], depth: int = 0) -> Fields:
    """Return what an entry says, by the plain names; times that have a unit in seconds, as texts."""
    found: Fields = {}
    inner: list[Fields] = []
    for key, whole in one.items():
        name = plain(str(key))
        value = best_of(key, whole)
        if name == "speakers" and isinstance(value, list) and len(value) == 1:
            found.setdefault("speaker", value[0])
        if isinstance(value, list) and len(value) == 1 and name not in found:
            is_one = isinstance(value[0], dict) or (name in _LINES and isinstance(value[0], str))
            value = value[0] if is_one else value
        if isinstance(value, dict):
            if name in WHO or name in PERHAPS:
                found.setdefault(name, _person(value))
            elif (time := _of_parts(value)) is not None:
                found.setdefault(name, time)
            elif depth < _DEEP:
                within = fields_of(value, depth + 1)
                # The name or label of a mood, or of a language, is nobody's.
                inner.append({key: each for key, each in within.items() if key not in PERHAPS})
        elif value is not None and not (isinstance(value, list) and name not in START):
            found.setdefault(name, _in_seconds(str(key), value))
    for each in inner:
        found = {**each, **found}
    return found


def best_of(key: str, value: Any) -> Any:
    """Return of several readings of the same the first, which is the best."""
    return value[:1] if isinstance(value, list) and _bare(str(key)) in _ALTERNATIVES else value


def is_unfinished(fields: Fields) -> bool:
    """Whether it is a guess that a later entry takes back, as of a service that listens live."""
    if fields.get("isfinal", fields.get("final")) is False:
        return True
    if any(fields.get(name) is True for name in ("ispartial", "partial", "isinterim", "interim")):
        return True
    return any(_UNFINISHED.fullmatch(str(fields.get(name)).lower()) for name in _WHAT_KIND)


def may_name(field: str) -> bool:
    """Whether a field that is called after who speaks may name who does."""
    return ("speaker" in field or "spk" in field) and not _OF_SOMEBODY.search(field)


def time_of(fields: Fields, name: str) -> float | None:
    """Return a time; of a list, one for each word, the first."""
    value = fields.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str) and (match := _LASTING.fullmatch(value)) and any(match.groups()):
        hours, minutes, rest = (float(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    return seconds(value)


def said_in(fields: Fields, name: str) -> str:
    """Return what is said in a field; empty for what is no text."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def name_in(fields: Fields, name: str) -> str:
    """Return a name, or a number, as a name; empty for none."""
    value = fields.get(name)
    if isinstance(value, float) and value.is_integer() and name in WHO:  # a table that has gaps
        return f"{value:.0f}"
    is_name = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value).strip() if is_name else ""


def _bare(name: str) -> str:
    return _MARKS.sub("", name).lower()


def _person(value: Mapping[str, Any]) -> Any:
    known = {_bare(str(key)): each for key, each in value.items()}
    told = (known[name] for name in _NAMES if isinstance(known.get(name), (str, int)))
    return next((each for each in told if each != ""), None)


def _of_parts(value: Mapping[str, Any]) -> str | None:
    """Read ``{"milliseconds": 500}``, ``{"seconds": 1, "nanos": 5}`` and ``{"relative": 0.5}``."""
    if value and set(value) <= {"seconds", "nanos"}:
        whole = seconds(value.get("seconds") or 0)
        nanos = spoken.parts(value.get("nanos") or 0, 1e9)
        return None if whole is None or nanos is None else f"{whole + nanos:.6f}"
    if set(value) == {"milliseconds"}:
        return str(_in_seconds("ms", value["milliseconds"]))
    return str(value["relative"]) if value.get("relative") is not None else None


def _in_seconds(key: str, value: Any) -> Any:
    unit = _UNIT.search(_bare(key)) or (key == "ms" and re.match("(ms)", key))
    if not unit or isinstance(value, bool):
        return value
    count = seconds(value)
    return value if count is None else f"{count / _UNITS[unit[1]]:.6f}"
