"""A page that plays a recording and shows who is speaking: open it in any browser.

from diarizer import audio, diarize, player
player.save(diarize("meeting.m4a"), "meeting.m4a", "meeting.html")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer import audio, formats
from diarizer.drawing import timeline, waveform
from diarizer.files.atomic import draft
from diarizer.formats import json_
from diarizer.player import sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diarizer.types import Annotation, Recording
    from diarizer.types.coverage import Coverage


def save(
    annotation: Annotation,
    recording: Path,
    page: Path,
    *,
    embed: bool = False,
    say: Callable[[str], str] = str,
    lang: str = "en",
) -> Path:
    """Write the page, and return its path.

    Args:
        annotation: who spoke when; texts and words are shown, too.
        recording: the file that was diarized.
        page: where to write; its folder exists.
        embed: put the sound into the page, 16 kHz mono, 15 MB an hour; else the page names the
            recording, and has to stay where it finds it.
        say: gives a sentence in the reader's language.
        lang: that language, as in HTML's ``lang``.

    Raises:
        AudioError: the recording cannot be read.
        OSError: the page cannot be written.

    """
    with audio.opened(recording) as samples:
        source = sound.embedded(samples) if embed else sound.beside(recording, page)
        text = _filled(annotation, samples, source, say, lang)
    with draft(page) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")
    return page


def _filled(
    annotation: Annotation, samples: Recording, source: str, say: Callable[[str], str], lang: str
) -> str:
    import jinja2  # noqa: PLC0415, only the page needs it

    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("diarizer.player"),
        # Names and texts come from files, and are text whatever they look like.
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    data = {
        **json_.document(annotation),
        "duration": max(annotation.duration, samples.duration),
        "rate": waveform.RATE,
        "peaks": waveform.encoded(samples),
        "colours": timeline.COLOURS,
    }
    page = templates.get_template("player.html.j2")
    covers = covered(annotation.coverage, say)
    kinds = _kinds()
    return page.render(_=say, lang=lang, data=data, src=source, covers=covers, kinds=kinds)


def _kinds() -> dict[str, dict[str, Any]]:
    """Name every format; one of others is only named, since the page cannot write it."""
    ours = {name: formats.get(name) for name in formats.FORMATS}
    found = {
        name: {"ending": kind.EXTENSION, "holds": sorted(kind.HOLDS)} for name, kind in ours.items()
    }
    return {name: found.get(name, {"ending": "", "holds": []}) for name in formats.names()}


def covered(coverage: Coverage | None, say: Callable[[Any], str]) -> list[str]:
    """Say what of the recording is shown, a sentence a line."""
    if coverage is None:
        return []
    remarks = (*coverage.notes, *coverage.warnings)
    return [say(coverage.sentence()), *(say(remark.said) for remark in remarks)]
