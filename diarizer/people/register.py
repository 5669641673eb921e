"""Who is who in many recordings: names that stay when recordings are added, renamed or removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from diarizer.errors import InvalidArgument
from diarizer.messages.text import text
from diarizer.people import linking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.people.stored_voices import StoredVoices

STRANGER = "person_"
"""What a stranger is called; a number follows."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody who was heard; ``name`` may be changed in the file, and ``voice`` is (d,)."""

    name: str
    seconds: float
    voice: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording: the fingerprint of its voices, and the person and the seconds of each stranger."""

    voices: str
    people: tuple[str, ...]
    seconds: tuple[float, ...]


@dataclass(slots=True)
class Register:
    """Everybody who was heard in the recordings of a folder.

    Attributes:
        backend: whose voices they are; those of two backends cannot be compared.
        people: under ``person_1``, ``person_2``, ...; nobody is ever removed, so that a name that
            was given once means the same voice for ever.
        recordings: under the paths of their voices, without the ending.

    """

    backend: str
    people: dict[str, Person] = field(default_factory=dict)
    recordings: dict[str, Heard] = field(default_factory=dict)

    def check(self, backend: str, where: Path | str) -> None:
        """Refuse the voices of another backend.

        Raises:
            InvalidArgument: they are of another one.

        """
        if backend != self.backend:
            raise InvalidArgument(
                text("The voices of two backends cannot be compared."),
                context=text(
                    "The people were found with {backend}.\n{file}: {other}",
                    backend=self.backend,
                    file=where,
                    other=backend,
                ),
                hint=text(
                    "Choose that backend with --backend {backend}, or link in another folder.",
                    backend=self.backend,
                ),
            )

    def enter(self, batch: Mapping[str, StoredVoices], threshold: float) -> None:
        """Say who the strangers of recordings are, where that is not known yet.

        A recording whose voices are known under another path was renamed, and one whose voices have
        changed was diarized anew; both keep their people.

        Args:
            batch: the voices of each recording.
            threshold: cosine similarity from which a voice is that of a person.

        Raises:
            InvalidArgument: voices of another backend, or of another model of it.

        """
        for key, stored in batch.items():
            self.check(stored.backend, key)
        gone = {heard.voices: key for key, heard in self.recordings.items() if key not in batch}
        new: dict[str, StoredVoices] = {}
        for key, stored in sorted(batch.items()):
            before = self.recordings.get(key)
            if before and before.voices == stored.fingerprint:
                continue
            self._forget(key)
            if stored.fingerprint in gone:
                self.recordings[key] = self.recordings.pop(gone.pop(stored.fingerprint))
            elif stored.strangers:
                new[key] = stored
            else:
                self.recordings[key] = Heard(stored.fingerprint, (), ())
        if new:
            self._link(new, threshold)

    def names(self, key: str, stored: StoredVoices) -> dict[str, str]:
        """What the strangers of a recording are called from now on, under what they are called now.

        Nobody, where the register does not know these voices.
        """
        heard = self.recordings.get(key)
        if heard is None or heard.voices != stored.fingerprint:
            return {}
        taken = set(stored.speakers) - set(stored.strangers)
        called = [self.people[one].name for one in heard.people]
        return {
            speaker: one if name in taken else name
            for speaker, one, name in zip(stored.strangers, heard.people, called, strict=True)
        }

    def _forget(self, key: str) -> None:
        """Take back what a recording said, which is not said any more; the voices stay known."""
        if heard := self.recordings.pop(key, None):
            for one, seconds in zip(heard.people, heard.seconds, strict=True):
                self.people[one].seconds = max(0.0, self.people[one].seconds - seconds)

    def _link(self, new: Mapping[str, StoredVoices], threshold: float) -> None:
        known = self._centroids(new)
        spoken = [stored.spoken for stored in new.values()]
        found = linking.linked(known, spoken, threshold)
        keys = dict(enumerate(self.people))
        number = max(map(_number, keys.values()), default=0)
        for (key, stored), who, said in zip(new.items(), found, spoken, strict=True):
            for one in who.tolist():
                if one not in keys:
                    number += 1
                    keys[one] = f"{STRANGER}{number}"
            people = tuple(keys[one] for one in who.tolist())
            seconds = tuple(round(float(each), 2) for each in said.seconds)
            self.recordings[key] = Heard(stored.fingerprint, people, seconds)
        for one, key in keys.items():
            voice, seconds_in_all = known.directions[one], float(known.seconds[one])
            name = self.people[key].name if key in self.people else key
            self.people[key] = Person(name, seconds_in_all, voice)

    def _centroids(self, new: Mapping[str, StoredVoices]) -> linking.Centroids:
        voices = [one.voice for one in self.people.values()]
        width = len(voices[0]) if voices else next(iter(new.values())).embeddings.shape[1]
        for key, stored in new.items():
            if stored.embeddings.shape[1] != width:
                raise InvalidArgument(
                    text("The voices of two models cannot be compared."),
                    context=text(
                        "{file}: {count} numbers for a voice, not {width}",
                        file=key,
                        count=stored.embeddings.shape[1],
                        width=width,
                    ),
                    hint=text("Do them anew with --overwrite, in another folder."),
                )
        table = np.array(voices, np.float32).reshape(len(voices), width)
        return linking.Centroids(table, np.array([one.seconds for one in self.people.values()]))


def _number(key: str) -> int:
    digits = key.removeprefix(STRANGER)
    return int(digits) if digits.isdecimal() else 0
