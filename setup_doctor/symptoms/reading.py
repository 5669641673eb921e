"""A paste, read as its lines: which are warnings, which end in an error, which belong together.

Whole logs are pasted, and what counts stands in a few lines of them. The rest is left out before
anything is searched.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from setup_doctor.symptoms import unknown_commands
from setup_doctor.symptoms.damaged_lines import rejoined, reread
from setup_doctor.symptoms.windows_sentences import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands before the words of a line: the gutters of pip, uv, rich and exception groups, the
# names and times of containers, services and build servers, a quote's mark.
_GUTTER = re.compile(
    r"^(?:\ufeff|\d{4}-\d\d-\d\d[T ][\d:.,]+Z?\s|[\w-]+(?:-\d+\s+|\s{2,})(?=\|\s)"
    r"|\w{3,5} {1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]+ [\w.@-]+(?:\[\d+\])?: |#\d+ \d+\.\d+\s|\[\d\d:\d\d:\d\d\]\s"
    r"|\[rank\d+\]:\s|\(\w+ pid=\d+\)\s?|[\s|│┃║╎>❱×╭╰─▶+✗]|E(?=\s{2})|-(?=[\s>+-]))+"
)
_ESCAPE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
# What pip could not do it says as a warning, and as an error only what follows from it.
_FAILED_FIRST = re.compile(r".*(?:\b[Rr]etrying\b|ssl module in Python is not available)")
_WARNING = re.compile(r".*?(?:\b\w*Warning:|^WARN(?:ING)?\b|\bWARNING\b|^\[W\b|\bwarnings?\.warn)")
# What a program notes while it tries one thing after another, its tracebacks too.
_NOTED = re.compile(r"^[^\"']{0,70}?\b(?:DEBUG|TRACE)(?=[\s:|\]])")
_RAISED = re.compile(
    r"^(?:[A-Za-z_][\w.]*\.)?[A-Z]\w*"
    r"(?:Error|Exception|Exit|Interrupt|Fault|Failed|Failure|Timeout|NotFound|Group|Wrong\w+)\b(?:$|[:( ])"
    r"|^(?:ERROR|Error|error|FATAL|fatal|Fatal|CRITICAL)\b[^:]{0,60}:"
    r"|^[^\"]{0,200}: Assertion [`'].{1,200}' failed"
)
_FRAME = re.compile(
    r'^File "(?P<path>[^"]+)", line \d+'
    # As IPython and Colab write it.
    r"|^(?:File )?(?P<cell>(?:[~/]|[A-Za-z]:\\)[^\s:()]+\.py)(?::\d+,? in| in) "
)
_TRACE = "Traceback (most recent call last)"
_MARKED_CODE = re.compile(r"[~^]+")
_CELL_TRACE = re.compile(r"^\w+ {3,}Traceback \(most recent call last\)")
_CAUSED = "was the direct cause of the following exception"
_HANDLING = "During handling of the above exception"
_PROMPT = re.compile(
    r"^(?:\([^)]*\) )?(?:PS )?[A-Za-z]:\\[^>|\"]*>|^(?:\([^)]*\) )?[\w.-]+@[\w.-]+[: ][^$#]*[$#] "
)
# The body of a warning follows, even if it sounds like an error.
_GOES_ON = ("warnings.warn", "Solutions")
_PART_BEGINS, _PART_ENDS = "[start of lib", "[end of lib"
# Tools' words for "look above", behind an error that says what is wrong.
_WRAPPER = re.compile(
    r"CalledProcessError|ChildFailedError|SystemExit|KeyboardInterrupt|ExceptionGroup|non-zero exit status"
    r"|exit code|CondaEnvException|metadata-generation-failed|subprocess-exited-with-error|Error running"
    r"|likely not a problem with pip|Failed to import \S+ because of the following error"
)
# Of a long text, what a line has to hold to be looked at, unless it is one of the last.
_MARKS = (
    *("error", "warn", "exception", "fail", "fatal", "could not", "cannot", "can't", "not found"),
    *(
        "no module",
        "unable",
        "denied",
        "traceback",
        "ошибк",
        "не удал",
        "не найд",
        "0xc0",
        "killed",
    ),
    *(" not ", 'file "', "libtorchcodec", "wheel for", "exit", "trained with"),
)
_LAST, _MARKED, _LONGEST = 150, 150, 500
# What is said over and over says nothing after a few times, whatever number stands in it.
_TIMES, _MOST = 4, 600
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_ROUTINE = re.compile(
    r"\s*(Collecting|Downloading|Using cached|Requirement already|Obtaining|Preparing|Attempting"
    r"|Found existing|Uninstalling|Successfully|Stored|Created wheel|Copying|copying|creating|adding"
    r"|[━─\-#█▏▎▍▌▋▊▉ ]{4,}|\S*:? +\d+%)"
)
# A page or a program that shows pip's lines as one: each of them begins with such a word.
_JOINED = re.compile(r"(?<=\S) +(?=(?:ERROR|WARNING|DEPRECATION|HINT): \S|\[notice\] \S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its gutter.

    Attributes:
        words: what it says.
        warning: it is a warning, or goes on with one.
        raised: it ends an error.
        quoted: a traceback shows it as the place or the code that ran, not as what went wrong.
        incident: which run or traceback it belongs to, counted from the beginning.
        part: which of the chained tracebacks of that incident.
    """

    words: str
    warning: bool = False
    raised: bool = False
    quoted: bool = False
    incident: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A paste: its lines, and one text of them that patterns are searched in."""

    lines: tuple[Line, ...]
    text: str
    begins: tuple[int, ...]
    caused: frozenset[int]
    typed: frozenset[int] = frozenset()

    def error(self) -> int | None:
        """The line of the last error that is not another tool's word for "look above"."""
        ends = [n for n, line in enumerate(self.lines) if line.raised and not line.warning]
        plain = [n for n in ends if not self.points_above(n)]
        chosen = plain or ends
        return chosen[-1] if chosen else None

    def broken_off(self) -> bool:
        """Whether the text ends within a traceback, before the line that says what went wrong."""
        last = next((line for line in reversed(self.lines) if line.words), None)
        return last is not None and last.quoted and bool(self.frames(last.incident))

    def only_warns(self) -> bool:
        """Whether there are warnings, and no error."""
        return self.error() is None and any(line.warning and line.words for line in self.lines)

    def points_above(self, number: int) -> bool:
        """Whether that line only says that another program has failed, which says why itself."""
        return _WRAPPER.search(self.lines[number].words) is not None

    def message(self, number: int) -> str:
        """What the error of that line says; poetry writes it below the name of its kind."""
        line = self.lines[number]
        below = (after.words for after in self.lines[number + 1 : number + 3] if after.words)
        said = next(below, "")
        apart = said and line.words.isidentifier() and not self.frames(line.incident)
        return f"{line.words}: {said}" if apart else line.words

    def frames(self, incident: int) -> list[str]:
        """The files that the tracebacks of `incident` name, the outermost first."""
        found = (_FRAME.match(line.words) for line in self.lines if line.incident == incident)
        return [frame["path"] or frame["cell"] for frame in found if frame]


def read(paste: str, *, any_width: bool = False) -> Reading:
    """`paste` as lines; of a long one, the last and those that sound like something.

    With `any_width` a word may go on in the line behind the longest, however wide that is.
    """
    parted = list(_parted(paste, any_width=any_width))
    lines = tuple(_classified([_plain(line) for line in _relevant(parted)]))
    begins = tuple(accumulate((len(line.words) + 1 for line in lines), initial=0))[:-1]
    caused = frozenset(line.incident for line in lines if _CAUSED in line.words)
    typed = frozenset(line.incident for line in lines if _PROMPT.match(line.words))
    return Reading(lines, "\n".join(line.words for line in lines), begins, caused, typed)


def _parted(paste: str, *, any_width: bool) -> Iterator[str]:
    lines = _ESCAPE.sub("", reread(paste)).splitlines()
    for line in rejoined(lines, any_width=any_width):
        joined = line.count(": ") > 1 and len(_JOINED.findall(line)) > 1
        yield from _JOINED.split(line) if joined else (line,)


def _plain(line: str) -> str:
    # Lists of versions make a line long: what it is about stands at its head, what of it at its end.
    if len(line) > 2 * _LONGEST:
        line = f"{line[:_LONGEST]} ... {line[-_LONGEST:]}"
    return unknown_commands.named(numbered(_GUTTER.sub("", line).strip()))


def _relevant(lines: list[str]) -> list[str]:
    if len(lines) <= _LAST + _MARKED:
        return lines
    lines = _unrepeated(lines)
    if len(lines) <= _MOST:
        return lines
    head, tail = lines[:-_LAST], lines[-_LAST:]
    marked: list[str] = []
    # Once each, by the last place: progress bars and retries say the same thing for hours.
    seen: set[str] = set()
    for line in reversed(head):
        if len(marked) == _MARKED:
            break
        if line not in seen and _marked(line):
            marked.append(line)
        seen.add(line)
    return [*reversed(marked), *tail]


def _unrepeated(lines: list[str]) -> list[str]:
    """`lines`, each kind of them a few times, those that come last; what is marked stays."""
    times: Counter[str] = Counter()
    kept: list[str] = []
    for line in reversed(lines):
        if kept and not (line or kept[-1]):
            continue
        routine = _ROUTINE.match(line)
        kind = (routine[1] if routine else line).translate(_NO_DIGITS)
        times[kind] += 1
        if times[kind] <= _TIMES or (line != kept[-1] and _marked(line)):
            kept.append(line)
    return kept[::-1]


def _marked(line: str) -> bool:
    small = line.lower()
    return any(mark in small for mark in _MARKS) or (
        ("$ " in line or ">" in line) and _PROMPT.match(line) is not None
    )


def _classified(lines: list[str]) -> list[Line]:
    found: list[Line] = []
    warning = noted = held = inner = chained = False
    incident = part = 0
    for before, words in pairwise(["", *lines]):
        inner = (inner or words.startswith(_PART_BEGINS)) and not before.startswith(_PART_ENDS)
        chained = chained or _CAUSED in words or _HANDLING in words
        begins = words.startswith(_TRACE) or _CELL_TRACE.match(words) is not None
        note, after_note = (_NOTED.match(each) is not None for each in (words, before))
        # A note is one line, and the traceback that follows it with what that is chained to.
        if begins:
            noted = held = after_note or (held and chained)
        else:
            noted = note or (noted and not after_note)
        if begins and not inner:
            incident, part = (incident, part + 1) if chained else (incident + 1, 0)
            warning = chained = False
        elif _PROMPT.match(words):
            incident, part, warning = incident + 1, 0, False
        raised = bool(_RAISED.match(words)) and not begins
        if _FAILED_FIRST.match(words):
            warning = False
        elif _WARNING.match(words):
            warning, raised = True, False
        elif (raised or not words) and not inner and not before.startswith(_GOES_ON):
            warning = False
        place = _FRAME.match(words) is not None
        code = _FRAME.match(before) is not None or _MARKED_CODE.fullmatch(words) is not None
        quoted = place or (code and not raised)
        found.append(Line(words, warning or noted, raised and not noted, quoted, incident, part))
        noted = noted and not raised
    return found
