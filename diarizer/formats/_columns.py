"""What people and their programs call the columns of a table, in a dozen languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMES = {
    "start": "start startsat starttime timestart startzeit begin begins begintime from onset in"
    " timestamp timecode timecodein tcin startoffset segmentstart tmin xmin"
    " начало старт от времяначала начальноевремя началовремя anfang"
    " beginn von inicio comienzo desde tiempodeinicio horadeinicio début debut de tempsdedébut"
    " tempsdebut heurededébut heurededebut starttimecode timecodestart timecodedébut sttime startsec"
    " inizio tempoiniziale início dalle starttijd begintijd початок początek poczatek czasrozpoczęcia"
    " 开始 开始时间 開始 開始時間 開始時刻 시작 시작시간",
    "end": "end ends endsat endtime timeend endzeit stop stoptime finish to offset out timecodeout"
    " tcout endoffset segmentend tmax xmax"
    " конец окончание до времяконца времяокончания конечноевремя конецвремя ende bis"
    " fin final hasta tiempodefin horadefin à tempsdefin heuredefin endtimecode timecodeend entime"
    " fine tempofinale fim término termino einde eindtijd кінець koniec czaszakończenia"
    " 结束 结束时间 終了 終了時間 終了時刻 끝 종료 종료시간",
    "duration": "duration dur length длительность продолжительность dauer duración duracion durée"
    " duree",
    "speaker": "speaker speakername speakerid speakerlabel spk who talker participant name label labels tier"
    " markername"
    " tiername спикер говорящий диктор участник кто имя sprecher sprecherin sprecher/in sprecher*in"
    " sprecherinnen sprecher/innen person sprechername"
    " spkr speakernumber parlante interlocutore falante interlocutor spreker мовець спікер mówca mowca"
    " 说话人 发言人 話者 発言者 화자 hablante orador locutor"
    " participante locuteur orateur intervenant",
    "text": "text what transcript transcription annotation utterance sentence content said"
    " текст реплика фраза"
    " расшифровка transkript transkription inhalt aussage gesprochenes testo trascrizione transcrição"
    " tekst transcriptie транскрипт транскрипція wypowiedź transkrypcja"
    " 内容 文本 テキスト 発言 発言内容 텍스트 내용 texto transcripción texte",
    "recording": "recording recordingid recordingname uri file filename fileid audiofile audiofilename"
    " запись файл имяфайла aufnahme datei dateiname grabación grabacion archivo enregistrement fichier",
    # The recording, or a clip of it that was cut out for the row: what comes again is a recording.
    "source": "audio audiofilepath audiopath audioname audioid path filepath wav wavfile wavpath wavname"
    " session sessionid meeting meetingid conversation conversationid call callid video videoid videofile"
    " videoname media mediafile mediaid episode episodeid аудио аудиофайл видео видеофайл встреча звонок"
    " clip clipid clipname clipfile doc docid docname document documentid documentname url audiourl"
    " videourl mediaurl fileurl recordingurl link sourcefile sourcepath sourceaudio sourcename"
    " interview interviewid интервью документ ссылка клип dokument documento lien",
    "channel": "channel channelid channelname channelnumber ch канал kanal canal",
}
# When, in one column: perhaps from when to when. What is called as a start comes before.
_WHEN = frozenset(
    (
        *("timespan", "timespans", "timerange", "timeinterval", "time", "times"),
        *("время", "интервал", "zeit", "zeitspanne", "tiempo", "temps"),
    )
)
_NAMED = frozenset({"speakername", "participantname"})
_OF_AUDITION = frozenset({"timeformat", "description"})  # markers, whose comment is what is said
_LABELS = frozenset({"label", "labels"})
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
        *("interview", "interviewid", "интервью"),
    )
)
# Recordings, perhaps: only their times tell.
_VAGUE = frozenset(
    ["source", "track", "trackid", "trackname", "item", "itemid", "источник", "quelle", "fuente"]
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known.

    Attributes:
        role: ``start``, ``end``, ``duration``, ``speaker``, ``text``, ``recording``,
            ``source`` or ``channel``.
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
    who = found.get("speaker", [])
    if len(who) > 1 and (named := [one for one in who if _plain(one.name) in _NAMED]):
        found["speaker"] = named  # a name says more than a number
    labels = [one for one in recognised(names) if _plain(one.name) in _LABELS]
    if "text" not in found and len(labels) == 1 and labels[0] not in found.get("speaker", labels):
        found["text"] = labels  # beside who speaks
    if "text" not in found and {_plain(name) for name in names} >= _OF_AUDITION:
        place = [_plain(name) for name in names].index("description")
        found["text"] = [Column("text", place, 1.0, names[place])]
    if "start" not in found:
        when = [Column("start", at, 1.0, name) for at, name in enumerate(names) if is_when(name)]
        found |= {"start": when} if len(when) == 1 else {}
    return found


def is_when(name: str) -> bool:
    """Whether a column that is called so says when, and perhaps until when."""
    return _plain(name) in _WHEN


def is_meeting(name: str) -> bool:
    """Whether a column that is called so names meetings, which nobody cuts out for a row."""
    return _plain(name) in _MEETINGS


def may_name_recordings(name: str) -> bool:
    """Whether a column that is called so may name recordings, or what somebody used, or a place."""
    return _plain(name) in _VAGUE


def recognised(names: Sequence[str]) -> Iterator[Column]:
    """Yield each column whose name is known."""
    for place, name in enumerate(names):
        plain = " ".join(name.lower().split())  # of many blanks the pattern tries each part
        unit = _UNIT.search(plain)
        bare = plain[: unit.start()] if unit else plain
        if role := _ROLES.get(_plain(bare)):
            thousandth = bool(unit and unit["thousandth"])
            yield Column(role, place, 0.001 if thousandth else 1.0, name)


def _plain(name: str) -> str:
    return _BETWEEN.sub("", name.strip().lower())
