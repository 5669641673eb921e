"""What every backend and every format promises, to be tried on one of another distribution.

>>> from diarizer import formats
>>> check_format(formats.get("csv"))

Nothing here needs pytest: a promise that is not kept is an :class:`AssertionError` that says which.
Our own are held to the same promises.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.errors import BackendUnavailable, FormatError, ModelError
from diarizer.types import Annotation, Audio, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.backends.base import BackendModule
    from diarizer.formats import Format

TALK = Annotation(
    (Turn(Span(0.0, 1.5), "SPEAKER_00"), Turn(Span(1.234, 3.001), "SPEAKER_01")), "talk", 3.001
)
"""Two people, who overlap."""

SAID = Annotation(
    (
        Turn(Span(0.0, 1.5), "Анна", text="Как дела? <3 & «так»"),
        Turn(Span(1.234, 3.001), "Б. Ю.", text='Say "hi", then; go.'),
    ),
    "talk",
    3.001,
)
"""The same two with what they say, in letters and signs that have to be written with care."""

_WORDS = (Word(Span(0.1, 0.4), "Доброе"), Word(Span(0.5, 0.9), "утро"))
SPOKEN = Annotation((Turn(Span(0.1, 0.9), "", text="Доброе утро", words=_WORDS),), "talk", 0.9)
"""One turn whose words have times."""

FOREIGN = ("\0\1\2", "hello\n", "{", '["a"]', "1 2 3\n4 5 6\n", "<a/>")
"""Texts that are in no format."""


def check_backend(module: BackendModule, name: str = "") -> None:
    """Try a module of a backend; loads it where it is ready.

    Args:
        module: with ``NAME``, ``THRESHOLD``, ``availability()`` and ``load()``.
        name: of its entry point; that of the module otherwise.

    Raises:
        AssertionError: it breaks one of the promises.

    """
    for promise in (backend_names_itself, looking_never_raises, loading_says_why_not):
        promise(module)
    _hold(name in {"", module.NAME}, f"NAME is {module.NAME!r}, not {name!r}")
    if module.availability().ready:
        a_recording_is_diarized(module)


def backend_names_itself(module: BackendModule) -> None:
    """It has a name that can be typed, and a threshold that is a cosine."""
    _hold(module.NAME.isidentifier() and module.NAME.islower(), f"NAME is {module.NAME!r}")
    _hold(-1.0 <= module.THRESHOLD <= 1.0, f"THRESHOLD is {module.THRESHOLD}, which is no cosine")


def looking_never_raises(module: BackendModule) -> None:
    """Whether it is ready is told with a reason, for the better and for the worse."""
    found = module.availability()
    _hold(isinstance(found, Availability), f"availability() gave {found!r}")
    _hold(found.name == module.NAME, f"availability() speaks of {found.name!r}")
    _hold(isinstance(found.ready, bool), f"ready is {found.ready!r}")
    _hold(bool(found.reason), "availability() gives no reason")


def loading_says_why_not(module: BackendModule) -> None:
    """A backend that is not ready is an error with a next step when it is loaded."""
    if module.availability().ready:
        return
    try:
        module.load()
    except (BackendUnavailable, ModelError) as error:
        _hold(bool(error.hint), f"the error gives no next step: {error}")
    else:
        _hold(False, "it is not ready, and was loaded")


def a_recording_is_diarized(module: BackendModule) -> None:
    """A backend that is ready finds turns that lie within the recording; needs numpy."""
    import numpy as np  # noqa: PLC0415, this module is to load without it

    silence = Audio(np.zeros(32_000, np.float32), 16_000, "silence")
    found = module.load().diarize(silence)
    _hold(isinstance(found, Annotation), f"diarize() gave {found!r}")
    _hold(found.uri == "silence", f"the recording is called {found.uri!r}")
    _hold(found.duration == silence.duration, f"the recording lasts {found.duration} s")
    ends = [turn.span.end for turn in found.turns]
    _hold(max(ends, default=0.0) <= silence.duration, f"turns end at {ends}, after the recording")


def check_format(module: Format) -> None:
    """Try a module of a format.

    Args:
        module: with ``EXTENSION``, ``HOLDS``, ``dumps()`` and ``loads()``.

    Raises:
        AssertionError: it breaks one of the promises.

    """
    for promise in FORMAT_PROMISES:
        promise(module)


def format_names_itself(module: Format) -> None:
    """It has an ending, and says what it holds."""
    _hold(module.EXTENSION.startswith("."), f"EXTENSION is {module.EXTENSION!r}, without a dot")
    unknown = set(module.HOLDS) - {
        "turns",
        "text",
        "words",
        "confidence",
        "uri",
        "duration",
        "channel",
    }
    _hold(not unknown, f"HOLDS has {sorted(unknown)}")


def turns_are_read_back(module: Format) -> None:
    """What was written is read back, and written again in the same way."""
    if "turns" in module.HOLDS:
        written = module.dumps(TALK)
        read = module.loads(written)
        _hold(read.turns == TALK.turns, f"of {TALK.turns} came back {read.turns}")
        _hold(module.dumps(read) == written, "what was read is written in another way")


def text_is_read_back(module: Format) -> None:
    """What was said is read back."""
    if "text" in module.HOLDS:
        told = [_told(turn) for turn in module.loads(module.dumps(SAID)).turns]
        _hold(told == [_told(turn) for turn in SAID.turns], f"what was said came back as {told}")


def _told(turn: Turn) -> tuple[Span, str, str]:
    # Fields of NIST's hold no blanks.
    return turn.span, turn.speaker.replace("_", " "), turn.text


def words_are_read_back(module: Format) -> None:
    """The times of words are read back."""
    if "words" in module.HOLDS:
        read = module.loads(module.dumps(SPOKEN)).turns
        _hold(read == SPOKEN.turns, f"of {SPOKEN.turns} came back {read}")


def channels_are_read_back(module: Format) -> None:
    """On which channel each speaks is read back, one channel that is not the first included."""
    if "channel" in module.HOLDS:
        for sides in (("1", "2"), ("A", "B"), ("2", "2"), ("left ear", "right ear")):
            words = [Word(Span(at, at + 0.5), "word") for at in (0.0, 0.5)]
            turns = tuple(
                Turn(word.span, side, text=word.text, words=(word,), channel=side)
                for word, side in zip(words, sides, strict=True)
            )
            read = module.loads(module.dumps(Annotation(turns, "talk"))).turns
            heard = {turn.channel for turn in read}
            _hold(heard == set(sides), f"of the channels {sides} came back {sorted(heard)}")


def nobody_is_read_back(module: Format) -> None:
    """An annotation without turns is one afterwards."""
    _hold(not module.loads(module.dumps(Annotation())).turns, "nobody came back as somebody")


def something_else_is_refused(module: Format) -> None:
    """What is not in the format is refused, with what was wanted."""
    for content in FOREIGN:
        _refused(module, content)


def _refused(module: Format, content: str) -> None:
    try:
        read: Any = module.loads(content)
    except FormatError as error:
        _hold(bool(error.context and error.hint), f"{content!r} is refused without a word")
    else:
        _hold(False, f"{content!r} was read as {read!r}")


def half_a_file_never_crashes(module: Format) -> None:
    """A file that is cut anywhere is read or refused."""
    try:
        whole = module.dumps(SAID)
    except FormatError:  # it holds nothing without the times of words
        whole = module.dumps(SPOKEN)
    for size in range(len(whole)):
        with contextlib.suppress(FormatError):
            module.loads(whole[:size])


FORMAT_PROMISES: tuple[Callable[[Format], None], ...] = (
    format_names_itself,
    turns_are_read_back,
    text_is_read_back,
    words_are_read_back,
    channels_are_read_back,
    nobody_is_read_back,
    something_else_is_refused,
    half_a_file_never_crashes,
)


def _hold(kept: bool, broken: str) -> None:
    # An `assert` is gone where Python optimizes.
    if not kept:
        raise AssertionError(broken)
