"""What people and their programs call the columns of a table, in five languages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.formats._turns_gate import Gate

_NAMES = {
    "start": "start startsat starttime timestart startzeit begin begins begintime from onset in"
    " timecodein tcin startoffset segmentstart tmin xmin"
    " начало старт от времяначала начальноевремя началовремя anfang"
    " beginn von inicio comienzo desde tiempodeinicio horadeinicio début debut de tempsdedébut"
    " tempsdebut",
    "end": "end ends endsat endtime timeend endzeit stop stoptime finish to offset out timecodeout"
    " tcout endoffset segmentend tmax xmax"
    " конец окончание до времяконца времяокончания конечноевремя конецвремя ende bis"
    " fin final hasta tiempodefin horadefin à tempsdefin",
    "duration": "duration dur length длительность продолжительность dauer duración duracion durée"
    " duree",
    "speaker": "speaker speakername speakerid speakerlabel spk who talker participant name label tier tiername"
    " спикер говорящий диктор участник кто имя sprecher sprecherin hablante orador locutor"
    " participante locuteur orateur intervenant",
    "text": "text transcript transcription annotation utterance sentence content said текст реплика фраза"
    " расшифровка transkript inhalt texto transcripción texte",
    "recording": "recording recordingid recordingname uri file filename fileid audiofile audiofilename"
    " запись файл имяфайла aufnahme datei dateiname grabación grabacion archivo enregistrement fichier",
    # The recording, or a clip of it that was cut out for the row: what comes again is a recording.
    "source": "audio audiofilepath audiopath audioname audioid path filepath wav wavfile wavpath wavname"
    " session sessionid meeting meetingid conversation conversationid call callid video videoid videofile"
    " videoname media mediafile mediaid episode episodeid аудио аудиофайл видео видеофайл встреча звонок",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_UNIT = re.compile(
    r"(?:[\s_]*[(\[,][\s]*|[\s_]+(?:in[\s_]+)?)"
    r"(?:(?P<thousandth>ms|msec|millis|milliseconds|мс|миллисекунды)"
    r"|s|sec|secs|seconds|с|сек|секунды|sek|sekunden|segundos|secondes|h{1,2}:m{1,2}:s{1,2}\S*)"
    r"\s*[)\]]?$"
)
_BETWEEN = re.compile(r"[\s_.:-]+")
# Of the sources, those that nobody cuts out for a row.
_MEETINGS = frozenset(
    (
        *("session", "sessionid", "meeting", "meetingid", "conversation", "conversationid"),
        *("call", "callid", "episode", "episodeid", "встреча", "звонок"),
    )
)
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known.

    Attributes:
        role: ``start``, ``end``, ``duration``, ``speaker``, ``text``, ``recording`` or ``source``.
        place: counted from 0.
        unit: seconds of one unit of its numbers.
        name: as the file has it.

    """

    role: str
    place: int
    unit: float
    name: str


def known(names: Sequence[str]) -> dict[str, list[Column]]:
    """Find what is known by the names of the columns.

    One that is called exactly so stands for its role, whatever else may be called alike.

    >>> [one.role for some in known(["Начало", "End (ms)", "SPEAKER_id"]).values() for one in some]
    ['start', 'end', 'speaker']
    """
    found: dict[str, list[Column]] = {}
    for column in recognised(names):
        found.setdefault(column.role, []).append(column)
    for role, several in found.items():
        if exact := [one for one in several if one.name.strip().lower() == role]:
            found[role] = exact
    return found


def come_again(names: Sequence[str]) -> bool:
    """Whether these are recordings, most of them of several rows, and no clip for each row.

    >>> come_again(["a", "b", "a"]), come_again(["a1", "a2", "b1"])
    (True, False)
    """
    counts = Counter(names)
    return len(counts) > 1 and 2 * sum(counts[name] > 1 for name in names) >= len(names)


def are_recordings(names: Sequence[str], starts: Sequence[object], column: str, gate: Gate) -> bool:
    """Whether what a column names are recordings; that clips are taken for parts of one, is told.

    Clips that were cut out for a row each have the clock of the whole; where most rows begin at once,
    as at 0, each has its own.

    Args:
        names: of the rows; not of those that have none.
        starts: of the rows, seconds.
        column: as the file calls it.
        gate: is told.

    """
    if len(set(names)) < _SEVERAL:
        return False
    if come_again(names) or _BETWEEN.sub("", column.strip().lower()) in _MEETINGS:
        return True
    counts = Counter(map(str, starts))
    if 2 * sum(count for count in counts.values() if count > 1) >= len(starts):
        return True
    gate.say(
        text(
            "Nearly each row has its own {column}, taken for a clip of one recording; if they are"
            " recordings, call the column uri.",
            column=column,
        )
    )
    return False


def recognised(names: Sequence[str]) -> Iterator[Column]:
    """Yield each column whose name is known."""
    for place, name in enumerate(names):
        plain = name.strip().lower()
        unit = _UNIT.search(plain)
        bare = plain[: unit.start()] if unit else plain
        if role := _ROLES.get(_BETWEEN.sub("", bare)):
            thousandth = bool(unit and unit["thousandth"])
            yield Column(role, place, 0.001 if thousandth else 1.0, name)
