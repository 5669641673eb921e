"""Who speaks in JSON whose segments call it otherwise: a role, a user, a participant, several speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTS = ("segments", "utterances", "sentences", "messages", "transcript", "turns", "results")
# What readers of transcripts know by themselves, and in which order they ask for it.
TEXT_FIELDS = (
    *("text", "sentence", "content", "corrected_transcript", "transcript", "body"),
    *("transcription", "utterance", "caption", "phrase", "message"),
)
SPEAKER_FIELDS = (  # a name says more than a number
    *("speaker_name", "speakerName", "speakerDesignation", "speakerDisplayName"),
    *("speaker", "speaker_id", "speaker_label", "speakerId", "spk"),
    *("speakerLabel", "speakerInfo", "speakerTag", "speaker_tag"),
)
_CALLED = (
    *("participant", "participant_name", "participantName", "user_name", "userName", "username"),
    *("display_name", "displayName", "nickname", "person", "sid", "spk_id", "spkid"),
    *("user", "author", "talker", "voice", "who", "role", "from", "name", "label"),
)
_FROM = "from"  # a person, or a time
_TIME = re.compile(r"[\d:.,\s]+s?")
_SEVERAL = "speakers"
_OWN = frozenset({"sid", "label", "name"})  # of the entry itself, where none comes again
_FEW = 2
_NAME = 60  # letters of the longest name


def with_speakers(document: Any) -> tuple[Any, Text | None]:
    """Return a document whose segments have a ``speaker``, and say which field was taken for it.

    >>> found, said = with_speakers([{"start": 0, "text": "hello", "role": "agent"}])
    >>> found[0]["speaker"], str(said)
    ('agent', 'No field is known to name who speaks; role is taken for it.')
    """
    if isinstance(document, list):
        return _listed(document)
    if isinstance(document, dict):
        for name in _LISTS:
            found, said = _listed(document.get(name))
            if said:
                return {**document, name: found}, said
    return document, None


def _listed(segments: Any) -> tuple[Any, Text | None]:
    if not isinstance(segments, list) or not segments or not all(map(_is_nobodys, segments)):
        return segments, None
    for name in (_SEVERAL, *_CALLED):
        names = [_name(one, name) for one in segments]
        marks = len(set(names)) == len(names) > _FEW and name in _OWN
        if 2 * sum(map(bool, names)) > len(names) and not marks:
            found = [{**one, "speaker": who} for one, who in zip(segments, names, strict=True)]
            said = text("No field is known to name who speaks; {name} is taken for it.", name=name)
            return found, said
    return segments, None


def _is_nobodys(one: Any) -> bool:
    """Whether it is said at a time, and by nobody who is named as readers know it."""
    if not isinstance(one, dict) or any(one.get(name) for name in SPEAKER_FIELDS):
        return False
    words = one.get("words")
    named = isinstance(words, list) and any(
        isinstance(word, dict) and word.get("speaker") is not None for word in words
    )
    return any(isinstance(one.get(name), str) for name in TEXT_FIELDS) and not named


def _name(one: Mapping[str, Any], field: str) -> str:
    who = one.get(field)
    if isinstance(who, dict):
        who = next(
            (who[key] for key in ("name", "display_name", "displayName", "id") if who.get(key)), ""
        )
    if isinstance(who, list) and field == _SEVERAL and all(isinstance(each, str) for each in who):
        who = ", ".join(who)
    if not isinstance(who, str) or len(who) > _NAME or (field == _FROM and _TIME.fullmatch(who)):
        return ""
    return who.strip()
