"""What of a recording a result covers: how much was decoded, of what, and what was not well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from diarizer.messages.text import text
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.messages.text import Text

ALL_SHORT = "turns.short"
"""The reference of the remark that speakers are left out, with all of their turns."""


class Remark(NamedTuple):
    """One sentence about a recording or its result.

    Attributes:
        reference: a stable identifier such as ``audio.short``, made for programs.
        said: the sentence.

    """

    reference: str
    said: Text | str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a result covers.

    Attributes:
        decoded: seconds of sound that were decoded.
        container: seconds that the file promises; None where it promises nothing that can be
            relied on, as an MP3 without a frame count.
        channels: that were heard, counted from 1.
        channels_held: how many there are.
        tracks: that were heard, counted from 1.
        tracks_held: how many there are.
        apart: whether channels or tracks were diarized apart.
        holes: where the recording's clock ran on without sound; silence stands there.
        notes: what was taken, where there was a choice.
        warnings: for what reason the result may be less than was asked for.
        device: on which the networks calculated: ``cpu``, ``cuda``, ``mps``; empty where nobody says.

    """

    decoded: float = 0.0
    container: float | None = None
    channels: tuple[int, ...] = (1,)
    channels_held: int = 1
    tracks: tuple[int, ...] = (1,)
    tracks_held: int = 1
    apart: bool = False
    holes: tuple[Span, ...] = ()
    notes: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    device: str = ""

    def warned(self, remarks: Iterable[Remark]) -> Coverage:
        """Return the same with more warnings."""
        return replace(self, warnings=(*self.warnings, *remarks))

    def noted(self, remarks: Iterable[Remark]) -> Coverage:
        """Return the same with more notes."""
        return replace(self, notes=(*self.notes, *remarks))

    def on(self, device: str) -> Coverage:
        """Return the same, of networks that calculated there."""
        return replace(self, device=device)

    @property
    def together(self) -> Coverage:
        """The same of channels that were mixed, as where one speaker cannot be on two of them."""
        return replace(self, apart=False, notes=()) if self.apart else self

    @property
    def notable(self) -> bool:
        """Whether there is more to say than how long the recording is."""
        return bool(self.notes or self.warnings or max(self.channels_held, self.tracks_held) > 1)

    def sentence(self) -> Text:
        """Say it in one line: seconds, channels and tracks."""
        facts = {
            "seconds": self.decoded,
            "channels": ", ".join(map(str, self.channels)),
            "channels_held": self.channels_held,
            "tracks": ", ".join(map(str, self.tracks)),
            "tracks_held": self.tracks_held,
        }
        if self.container is None:
            return text(
                "Decoded: {seconds:.1f} s. Channels: {channels} of {channels_held}."
                " Tracks: {tracks} of {tracks_held}.",
                **facts,
            )
        return text(
            "Decoded: {seconds:.1f} of {promised:.1f} s. Channels: {channels} of {channels_held}."
            " Tracks: {tracks} of {tracks_held}.",
            promised=self.container,
            **facts,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers; the sentences in English.

        >>> Coverage(2.0, 2.5, warnings=(Remark("audio.short", "Cut."),)).to_dict()["warnings"]
        [{'reference': 'audio.short', 'message': 'Cut.'}]
        """
        return {
            "decoded": round(self.decoded, 3),
            "container": None if self.container is None else round(self.container, 3),
            "channels": {"heard": list(self.channels), "of": self.channels_held},
            "tracks": {"heard": list(self.tracks), "of": self.tracks_held},
            "apart": self.apart,
            "holes": [{"start": round(h.start, 3), "end": round(h.end, 3)} for h in self.holes],
            "notes": _listed(self.notes),
            "warnings": _listed(self.warnings),
            "device": self.device,
        }


def _listed(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    return [{"reference": each.reference, "message": str(each.said)} for each in remarks]


def read(document: Any) -> Coverage | None:
    """Read what :meth:`Coverage.to_dict` wrote; None where there is none.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: something else.

    """
    if document is None:
        return None
    container = document["container"]
    return Coverage(
        float(document["decoded"]),
        None if container is None else float(container),
        tuple(map(int, document["channels"]["heard"])),
        int(document["channels"]["of"]),
        tuple(map(int, document["tracks"]["heard"])),
        int(document["tracks"]["of"]),
        bool(document["apart"]),
        tuple(Span(float(hole["start"]), float(hole["end"])) for hole in document["holes"]),
        _remarks(document["notes"]),
        _remarks(document["warnings"]),
        str(document.get("device", "")),
    )


def _remarks(listed: Iterable[Any]) -> tuple[Remark, ...]:
    return tuple(Remark(str(each["reference"]), str(each["message"])) for each in listed)
