"""Tiers whose labels are who speaks: "speakers" or "diarization" of one tier for all people.

Praat's and ELAN's usual way is a tier for each speaker. Where scripts write one tier with that name,
its labels are names, and a tier "text" beside it holds what they say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.formats import _names
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.formats._turns_gate import Gate, Row

_WHO = (
    *("speaker", "speakers", "speaker_id", "speaker_ids", "speaker_label", "speaker_labels"),
    *("diarization", "diarisation", "diarize", "spk", "who", "спикер", "спикеры", "говорящий"),
    *("говорящие", "диктор", "дикторы", "диаризация", "sprecher", "locuteur", "locuteurs"),
    *("hablante", "hablantes", "orador", "inaspeechsegmenter"),
)
_SAID = (
    *("text", "texts", "transcript", "transcripts", "transcription", "transcriptions", "asr"),
    *("utterance", "utterances", "sentence", "sentences", "текст", "тексты", "транскрипт"),
    *("расшифровка", "фразы"),
)
_WORDS = 4  # of a name
_LONGEST = 40  # letters of a name


def is_one(name: str) -> bool:
    """Whether a tier is called so."""
    return name.strip().lower() in _WHO


def packed(name: str) -> str:
    """Write the name of a speaker, which is none of such a tier.

    >>> packed("Anna"), packed("Speaker")
    ('Anna', '%53peaker')
    """
    whole = _names.packed(name)
    return _names.spelled(whole[0]) + whole[1:] if is_one(whole) else whole


def named(rows: Sequence[Row], tiers: Iterable[str], gate: Gate) -> list[Row]:
    """Give the turns of such a tier the speakers that its labels name, and the text beside them.

    Args:
        rows: whose speaker is the name of their tier, and whose text is their label.
        tiers: their names as they stand in the file, where :func:`packed` has spelled them.
        gate: is told of it.

    """
    whose = set(filter(is_one, tiers))
    turns = [row for row in rows if row.speaker in whose]
    if len(whose) != 1 or not any(row.text for row in turns) or not all(map(_is_name, turns)):
        return list(rows)
    others = [row for row in rows if row.speaker not in whose]
    said = [row for row in others if row.speaker.strip().lower() in _SAID]
    if len(said) != len(others):
        return list(rows)  # tiers of people stand beside it
    gate.say(text("The labels of tier {name} are taken for who speaks.", name=next(iter(whose))))
    texts = {(row.start, row.end): row for row in said}
    found = []
    for row in turns:
        beside = texts.pop((row.start, row.end), None)
        found.append(replace(row, speaker=row.text, text=beside.text if beside else ""))
    # What is said at other times is nobody's by the file itself.
    return [*found, *(replace(row, speaker="") for row in texts.values())]


def _is_name(row: Row) -> bool:
    return len(row.text) <= _LONGEST and len(row.text.split()) <= _WORDS
