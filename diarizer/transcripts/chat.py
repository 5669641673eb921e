r"""CHAT (.cha) of TalkBank, CallHome and CHILDES: a line for each utterance, with its times behind it.

The CHAT manual: ``@Participants:`` has a code, perhaps a name, and a role of each; a main line is
``*ANN:``, a tab and the utterance, lines that go on begin with a tab, ``%`` begins a line that depends on
it. Times stand between two letters 0x15, which editors show as a bullet: ``\x150_1500\x15``, in older
files ``\x15%snd:"talk"_0_1500\x15``, in milliseconds. What is marked about the words, in brackets or
behind ``&=``, is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "CHAT"
STEP = text("Link it to the recording in CLAN, so that its lines have bullets with times.")

_HEAD = re.compile(r"@(?:UTF8|Begin|Participants:|Languages:|PID:|Font:|Window:|Color words:)")
_BULLET = re.compile(r"[\x15•](?:[^\x15•\n]*?_)?(\d+)_(\d+)[^\x15•\n]*[\x15•]")
_MAIN = re.compile(r"\*([^\s:]+):[ \t]*(.*)")
_CODE = re.compile(
    r"\[[^\]\n]*\]|&=\S+|&[-~+*](?=\w)|\((?:[\d:]*\.[\d.]*)\)|[<>]|[‹›]|(?<!\S)\+[/<^,\"~+]*"
)
# Of a word: that it is left out, its kind, its pitch and its beginning.
_LEFT_OUT = re.compile(r"(?<!\S)0\w*(?!\S)")
_MARKS = re.compile(
    r"(?<=\w)@\w+(?::\w+)?|(?<!\S)&(?=\w)|[\u2191\u2193\u2308-\u230b\u2206\u201e\u2021]"
)
_SHORTENED = re.compile(r"(?<=\w)\(([^\W\d_]+)\)|\(([^\W\d_]+)\)(?=\w)")
_NAMED = 3  # parts of an entry with a code, a name and a role
_MILLI = 1000.0


def fits(content: str) -> bool:
    """Whether it begins as such a file, and has a main line."""
    return bool(_HEAD.match(content.lstrip())) and "\n*" in content


def read(content: str) -> RawTranscript:
    """Take the main lines; one without a bullet has no times of its own."""
    lines = _joined(content)
    names = _names(lines)
    return RawTranscript(tuple(part for line in lines for part in _parts(line, names)))


def _joined(content: str) -> list[str]:
    """Put lines that go on behind those that they go on with."""
    found: list[str] = []
    for line in content.split("\n"):
        if line.startswith(("\t", " ")) and found:
            found[-1] += f" {line.strip()}"
        elif line.strip():
            found.append(line)
    return found


def _names(lines: list[str]) -> dict[str, str]:
    """Return the names of those who have one of their own."""
    said = next((line for line in lines if line.startswith("@Participants:")), "")
    entries = [entry.split() for entry in said.partition(":")[2].split(",")]
    named = {entry[0]: entry[1] for entry in entries if len(entry) >= _NAMED}
    counts = Counter(named.values())
    return {code: name.replace("_", " ") for code, name in named.items() if counts[name] == 1}


def _parts(line: str, names: Mapping[str, str]) -> Iterator[RawSegment]:
    match = _MAIN.fullmatch(line)
    if match is None:
        return
    who, at = names.get(match[1], match[1]), 0
    for bullet in _BULLET.finditer(match[2]):
        if said := _plain(match[2][at : bullet.start()]):
            yield RawSegment(said, *_times(bullet), who)
        at = bullet.end()
    if said := _plain(match[2][at:]):
        yield RawSegment(said, speaker=who)


def _times(bullet: re.Match[str]) -> tuple[float | None, float | None]:
    # Not as integers: one of a thousand digits, which damage may leave, does not become a float.
    return spoken.parts(float(bullet[1]), _MILLI), spoken.parts(float(bullet[2]), _MILLI)


def _plain(said: str) -> str:
    words = _SHORTENED.sub(r"\1\2", _MARKS.sub("", _CODE.sub(" ", said)))
    words = " ".join(_LEFT_OUT.sub(" ", words).split())
    words = re.sub(r" (?=[.?!,]+(?: |$))", "", words)
    return words if re.search(r"\w|[\udc80-\udcff]", words) else ""
