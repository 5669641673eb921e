"""Whether the entries of a list are of one recording, by the files that they or what is around them name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.entry_lists import Group

_FILES = ("audio_filepath", "audio_file", "audio_path", "audio", "wav", "clip", "path")
_AUDIO = re.compile(r"[^\n]{1,200}\.(?:wav|mp3|m4a|mp4|flac|ogg|opus|webm|aac|wma)", re.IGNORECASE)


def are_several(group: Group) -> bool:
    """Whether entries are of several recordings, or of a clip each; one for each who speaks is fine."""
    if len({formats.recording_of(one) or _file(one) for one in group.own}) > 1:
        return True
    around = {id(one): one for some in group.around for one in some}
    named = {mark: _named(one) for mark, one in around.items()}
    nearest = ((named[id(one)] for one in reversed(some)) for some in group.around)
    files = [next(filter(None, each), "") for each in nearest]
    count = len(set(files))
    if count > 1 and all(map(_AUDIO.fullmatch, filter(None, group.names))):
        return True
    pairs = set(zip(files, group.names, strict=True))
    return count > 1 and not len(pairs) == count == len(set(group.names))


def _file(one: Mapping[str, Any]) -> str:
    return next((str(one[name]) for name in _FILES if isinstance(one.get(name), str)), "")


def _named(one: Mapping[str, Any]) -> str:
    """Return the recording of an object around entries, whatever its field is called."""
    texts = (each for each in one.values() if isinstance(each, str))
    return formats.recording_of(one) or next(filter(_AUDIO.fullmatch, texts), "")
