"""A picture of who spoke when, for a paper or a mail: needs matplotlib (the extra ``plot``)."""

from __future__ import annotations

import logging
import re
import warnings
from typing import TYPE_CHECKING, Any

from diarizer.drawing import timeline, waveform
from diarizer.errors import InvalidArgument
from diarizer.files.atomic import draft
from diarizer.messages.text import label, text
from diarizer.metrics import der

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.types import Annotation, Recording, Turn

ENDINGS = (".png", ".svg", ".pdf")

_ERRORS = {"missed": "///", "false_alarm": "\\\\\\", "confusion": "xxx"}
_KINDS = {
    "missed": label("missed {seconds:.1f} s"),
    "false_alarm": label("false alarm {seconds:.1f} s"),
    "confusion": label("confusion {seconds:.1f} s"),
}
_WIDTH, _WAVE, _LANE = 12.0, 1.2, 0.3  # inches
_NO_LETTER = "Glyph .* missing from"  # as matplotlib says it
_LOG = logging.getLogger("diarizer")
_LONGEST = 40  # letters of a name, which takes its room from the lanes


def save(
    annotation: Annotation,
    recording: Recording,
    path: Path,
    reference: Annotation | None = None,
    say: Callable[[Text | str], str] = str,
    tell: Callable[[Text], object] = _LOG.warning,
) -> Path:
    """Draw lanes over the waveform, and return the path.

    Args:
        annotation: what was found.
        recording: for the waveform and the length.
        path: to a .png, .svg or .pdf.
        reference: the truth: its lanes stand below, in the colours of whom they were taken for, and
            what is wrong is hatched, by kind.
        say: gives a sentence in the reader's language.
        tell: gets a line where the picture cannot show a letter; the log ``diarizer`` by default.

    Raises:
        InvalidArgument: another ending, or matplotlib is not installed.
        OSError: the picture cannot be written.

    """
    check(path)
    figure = _figure()
    blocks = [annotation, *([reference] if reference else [])]
    heights = [_WAVE, *(max(1, len(each.speakers)) * _LANE for each in blocks)]
    figure.set_size_inches(_WIDTH, sum(heights) + 1.2)
    axes = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
    duration = max(
        [recording.duration, *(t.span.end for each in blocks for t in each.turns), 0.001]
    )
    _wave(axes[0], recording)
    colours = _colours(annotation, reference)
    _lanes(axes[1], annotation, colours["found"], say(label("found")))
    if reference:
        _lanes(axes[2], reference, colours["true"], say(label("reference")))
        _mistakes(axes[1], annotation, reference, say)
    axes[-1].set(xlim=(0.0, duration), xlabel=say(label("seconds")))
    _as_it_stands(figure)
    with draft(path) as beside, warnings.catch_warnings(record=True) as noticed:
        warnings.filterwarnings("always", _NO_LETTER)
        figure.savefig(beside, dpi=150, format=path.suffix[1:].lower())
    if any(re.match(_NO_LETTER, str(each.message)) for each in noticed):
        tell(
            text("{path}: its font lacks some letters of a name; boxes stand for them.", path=path)
        )
    return path


def check(path: Path) -> None:
    """See that a picture could be drawn at ``path``, before anything is listened to for it.

    Raises:
        InvalidArgument: another ending, or matplotlib is not installed.

    """
    if path.suffix.lower() not in ENDINGS:
        raise InvalidArgument(
            text("A picture is a PNG, an SVG or a PDF."),
            context=text("File: {path}", path=path),
            hint=text("Choose an ending of {endings}.", endings=", ".join(ENDINGS)),
        )
    _figure()


def _figure() -> Any:
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415, an extra
    except ImportError as error:
        raise InvalidArgument(
            text("matplotlib is not installed."), context=str(error), hint="pip install matplotlib"
        ) from error
    return Figure(layout="constrained")  # without pyplot: no window, no state


def _as_it_stands(figure: Any) -> None:
    """Show names letter by letter: matplotlib takes what stands between two ``$`` for a formula."""
    from matplotlib.text import Text as Words  # noqa: PLC0415, an extra

    for words in figure.findobj(Words):
        words.set_parse_math(False)


def _wave(axes: Any, recording: Recording) -> None:
    heights = waveform.of(recording) / 255.0
    times = [number / waveform.RATE for number in range(len(heights))]
    axes.fill_between(times, -heights, heights, color="#8c959f", linewidth=0)
    axes.set(yticks=[], ylim=(-1.05, 1.05), title=recording.uri)


def _colours(annotation: Annotation, reference: Annotation | None) -> dict[str, dict[str, str]]:
    """Give a found speaker and the true one behind it the same colour."""
    if reference is None:
        return {"found": timeline.colours(annotation.speakers)}
    true = timeline.colours(reference.speakers)
    taken = der.matching(reference, annotation)
    others = [name for name in annotation.speakers if name not in taken]
    spare = timeline.colours([*reference.speakers, *(f"found {name}" for name in others)])
    found = {
        name: true[taken[name]] if name in taken else spare[f"found {name}"]
        for name in annotation.speakers
    }
    return {"found": found, "true": true}


def _lanes(axes: Any, annotation: Annotation, colours: dict[str, str], title: str) -> None:
    for lane, speaker in enumerate(annotation.speakers):
        own = [turn for turn in annotation.turns if turn.speaker == speaker]
        axes.broken_barh(_bars(own), (lane - 0.35, 0.7), facecolors=colours[speaker])
    count = len(annotation.speakers)
    names = [timeline.shortened(speaker, _LONGEST) for speaker in annotation.speakers]
    axes.set(yticks=range(count), yticklabels=names, ylabel=title)
    axes.set_ylim(max(count, 1) - 0.5, -0.5)


def _bars(turns: Sequence[Turn]) -> list[tuple[float, float]]:
    return [(turn.span.start, turn.span.duration) for turn in turns]


def _mistakes(
    axes: Any, annotation: Annotation, reference: Annotation, say: Callable[[Text | str], str]
) -> None:
    found = der.mistakes(reference, annotation)
    for kind, hatch in _ERRORS.items():
        bars = [(m.span.start, m.span.duration) for m in found if m.kind == kind]
        height = max(1, len(annotation.speakers))
        seconds = sum(length for _, length in bars)
        axes.broken_barh(
            bars,
            (-0.5, height),
            facecolors="none",
            edgecolors="#00000099",
            hatch=hatch,
            linewidth=0,
            label=say(text(_KINDS[kind], seconds=seconds)),
        )
    error = der.diarization_error(reference, annotation)
    axes.legend(
        title=f"DER {100 * error.rate:.1f} %",
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        fontsize=8,
    )
