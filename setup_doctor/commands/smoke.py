"""`setup-doctor smoke`: diarize a recording with every backend that is ready, and show it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.text import Text

from diarizer.drawing.timeline import colours, draw
from diarizer.files.addresses import address, path_of
from diarizer.files.looks import closed, is_file, is_folder
from diarizer.types import Span, Turn
from setup_doctor.checks import collect
from setup_doctor.commands.examination import examine
from setup_doctor.examination.selection import Request
from setup_doctor.install.route import LIGHTS
from setup_doctor.machine.proof import Proof, Refusal, prove
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, State
from setup_doctor.model.verdicts import READY, TO_FIX, UNCHECKED, USAGE
from setup_doctor.render.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text as Sentence
    from setup_doctor.render.output import Output

ENGINES = ("auto", "torch", "light")
_WIDEST = 100  # characters of a picture; longer lines are hard to follow


def smoke(
    machine: Machine,
    output: Output,
    *,
    backends: tuple[str, ...],
    audio: Path | None,
    reference: Path | None,
    num_speakers: int | None,
    engine: str,
    device: str,
    limit: float | None,
) -> int:
    """Diarize and show; return the exit code."""
    if reference is not None and audio is None:
        # The bundled recording has one of its own: its error rate would be taken for another's.
        output.say(text("--reference goes with a recording of yours: name its file, too."), "red")
        return USAGE
    if audio is not None and not is_file(audio):
        for sentence in _not_there(audio):
            output.say(sentence, "red")
        return USAGE
    ready = _ready(machine, output, backends)
    if engine != ENGINES[0] and not backends:
        # The others leave no choice. Where neither is ready, what is in the way of them is said.
        ready = [each for each in ready if each in LIGHTS] or _ready(machine, output, tuple(LIGHTS))
    if not ready:
        return TO_FIX
    patient = replace(machine, limit=limit or Cost.HEAVY.limit)
    codes = []
    for backend in ready:
        with output.screen.status(
            output.language(text("{backend} is diarizing ...", backend=backend))
        ):
            files = (_absolute(audio), _absolute(reference))
            answer = prove(patient, backend, *files, num_speakers, engine, device=device)
        output.lines(_shown(backend, answer, output))
        codes.append(_code(answer))
    return min(codes)


def _not_there(audio: Path) -> Iterator[Sentence]:
    if where := address(audio):
        yield text("{address} is an address, and nothing is downloaded from it.", address=where)
        if (here := path_of(where)) is not None:
            yield text('Next: setup-doctor smoke "{path}"', path=here)
        else:
            yield text("Next: save the recording, then name its file: setup-doctor smoke FILE")
    elif error := closed(audio):
        why = error.strerror or str(error)
        yield text("{path} cannot be opened: {why}.", path=str(audio), why=why)
    elif is_folder(audio):
        yield text("{path} is a folder, and one recording is wanted.", path=str(audio))
        yield text("Next: name a file of it: setup-doctor smoke FILE")
    else:
        yield text("There is no file {path}.", path=str(audio))


def _absolute(path: Path | None) -> Path | None:
    """The subprocess starts in another folder."""
    return path.absolute() if path is not None else None


def _ready(machine: Machine, output: Output, wanted: tuple[str, ...]) -> list[str]:
    """The backends with nothing in their way; what stands in the way of the others is said."""
    everything = [check.backend for check in collect() if check.backend]
    proofs = tuple(check.id for check in collect() if check.backend)
    request = Request(backends=wanted or tuple(everything), skip=proofs, offline=True)
    report = examine(machine, request, output)
    ready = [v.backend for v in report.verdicts if v.state is State.UNPROVEN]
    if not ready or wanted:
        hidden = [v for v in report.verdicts if v.state is not State.UNPROVEN]
        console = Console.of(machine, output)
        output.lines(console.verdicts(replace(report, verdicts=tuple(hidden))))
    return ready


def _code(answer: Proof | Refusal) -> int:
    if isinstance(answer, Proof):
        return READY
    return UNCHECKED if answer.timed_out else TO_FIX


def _shown(backend: str, answer: Proof | Refusal, output: Output) -> Iterator[Text]:
    say = output.language
    if isinstance(answer, Refusal):
        failed = say(text("Failed"))
        message = redact(say(answer.message))
        yield Text(f"{failed}: ", style="bold red").append(f"{backend:<16}{message}")
        hint = answer.hint and text("Hint: {hint}", hint=answer.hint)
        for more in (answer.context, hint):
            yield from (Text(f"  {redact(line)}") for line in say(more).splitlines())
        return
    ready, said = say(text("Ready")), say(answer.sentence)
    yield Text(f"{ready}: ", style="bold green").append(f"{backend:<16}{said}")
    yield from timeline(answer.data, output.out.width, unicode=output.unicode)
    for warning in answer.warnings.values():
        yield Text(f"  {redact(say(warning))}", style="yellow")
    yield Text(f"  {', '.join(map(say, _figures(answer.data)))}", style="dim")


def _figures(data: Mapping[str, Any]) -> Iterator[Sentence]:
    if data.get("peak_memory_mb"):
        yield text("peak memory {megabytes:.0f} MB", megabytes=data["peak_memory_mb"])
    yield text("loaded in {seconds:.1f} s", seconds=data["load_seconds"])
    if data.get("device"):
        yield text("calculated on {device}", device=data["device"])
    if data.get("der"):
        yield text("missed {seconds:.2f} s", seconds=data["der"]["missed"])
        yield text("false alarm {seconds:.2f} s", seconds=data["der"]["false_alarm"])
        yield text("confusion {seconds:.2f} s", seconds=data["der"]["confusion"])


def timeline(data: Mapping[str, Any], width: int, *, unicode: bool) -> Iterator[Text]:
    """Who spoke when: a lane of blocks for each speaker over a time axis."""
    turns = [Turn(Span(t["start"], t["end"]), t["speaker"]) for t in data["turns"]]
    lanes = colours(dict.fromkeys(turn.speaker for turn in turns))
    name_width = max(map(len, lanes), default=0) + 1
    cells = min(width, _WIDEST) - name_width - 3
    for row in draw(turns, data["duration"], cells, unicode=unicode):
        colour = lanes.get(row.speaker, "dim")
        yield Text(f"  {row.speaker:<{name_width}}{row.cells}", style=colour, no_wrap=True)
