"""`setup-doctor compare`: the table that people look for when they choose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from diarizer.models.table import MODELS
from setup_doctor.checks import backends, collect
from setup_doctor.commands.examination import examine
from setup_doctor.examination.selection import Request
from setup_doctor.install import downloads
from setup_doctor.install.route import LIGHTS, ROUTES
from setup_doctor.machine import installed_closure
from setup_doctor.machine.machine import platform_name
from setup_doctor.machine.proof import Proof, prove
from setup_doctor.machine.shell import DOCTOR, spelled
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import label, text
from setup_doctor.model import Cost, State
from setup_doctor.model.verdicts import READY, TO_FIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diarizer.models.table import Model
    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.messages.text import Text as Sentence
    from setup_doctor.model import Verdict
    from setup_doctor.render.output import Output


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a backend without running it.

    Attributes:
        published: diarization error rates that others have measured, with the source.
        support: where it runs.
        audience: for whom it is.
    """

    published: str
    support: str
    audience: str


_WIDE = 160
# As published for the first two, and as `benchmarks/accuracy.py` measures the others: the order of
# `diarizer.backends.preference`, which says on which figures it rests.
_BY_ACCURACY = ("nemotron", "pyannote", "open", "resemblyzer")
# In DER: nobody errs as much; what lies within is the same on half a minute.
_NEVER, _WORKS = 9.0, 0.1
_EVERYWHERE = label("Windows, Linux, macOS; Python 3.10 to 3.14")
PROFILES: Mapping[str, Profile] = {
    "resemblyzer": Profile(
        published="-",
        support=_EVERYWHERE,
        audience=label(
            "for those who want it to work today, without an account: clear recordings, a few speakers."
        ),
    ),
    "open": Profile(
        published="-",
        support=_EVERYWHERE,
        audience=label(
            "for those who want few errors without an account: meetings, overlap, real rooms."
        ),
    ),
    "pyannote": Profile(
        # pyannote-audio's README of 2025-09, collar 0, overlap scored, community-1.
        published=label(
            "DIHARD III 20.2 %, VoxConverse 11.2 %, AMI headset 17.0 % (pyannote-audio README, 2025)"
        ),
        support=_EVERYWHERE,
        audience=label(
            "for those who have a Hugging Face account: more than eight people, known people, overlap."
        ),
    ),
    "nemotron": Profile(
        # NVIDIA's model card of 2026-09, its offline chunks, collar 0, overlap scored.
        published=label("DIHARD III 12.7 %, AMI far-field 11.1 % (NVIDIA's model card, 2026)"),
        support=label("Windows, Linux, macOS; Python 3.11 to 3.14"),
        audience=label(
            "for those who want the fewest errors without an account: up to eight people, overlap;"
            " it recognises nobody, and no number of speakers can be imposed on it."
        ),
    ),
}

# What another distribution brings: it is measured as ours are, and nothing else is known of it.
_UNSAID = "-"
_OF_OTHERS = Profile(_UNSAID, _UNSAID, label("see the distribution that it comes from."))


def compare(machine: Machine, output: Output, *, limit: float | None, device: str = "auto") -> int:
    """Measure what is ready, show the table, and say which backend to use now."""
    verdicts = _verdicts(machine, output)
    patient = replace(machine, limit=limit or Cost.HEAVY.limit)
    measured: dict[str, Mapping[str, Any]] = {}
    for backend, verdict in verdicts.items():
        if verdict.state is State.UNPROVEN:
            now = output.language(text("Measuring {backend} ...", backend=backend))
            with output.screen.status(now):
                answer = prove(patient, backend, device=device)
            if isinstance(answer, Proof):
                measured[backend] = answer.data
            elif device != "auto":  # it may be ready, and not there
                said = output.language(answer.message)
                output.lines([Text(redact(f"{backend}: {said}"), style="yellow")])
    if not output.out.is_terminal:
        output.out.width = _WIDE  # folded at 80 columns it helps nobody who reads a file
    weights = {name: _on_disk(machine, name, measured.get(name)) for name in verdicts}
    output.out.print(_table(verdicts, measured, weights, output))
    setup = spelled((DOCTOR, *following(verdicts, device)), machine, output.encoding)
    output.lines(_advice(measured, setup, output.language))
    return READY if measured else TO_FIX


def following(verdicts: Mapping[str, Verdict], device: str) -> tuple[str, ...]:
    """Return what is typed where nothing was measured: what is ready need not be set up."""
    ready = any(verdict.state is State.UNPROVEN for verdict in verdicts.values())
    return ("check", "--only", "packages.devices") if ready and device != "auto" else ("setup",)


def _verdicts(machine: Machine, output: Output) -> dict[str, Verdict]:
    proofs = tuple(check.id for check in collect() if check.backend)
    report = examine(machine, Request(skip=proofs, offline=True), output)
    return {verdict.backend: verdict for verdict in report.verdicts}


def _table(
    verdicts: Mapping[str, Verdict],
    measured: Mapping[str, Mapping[str, Any]],
    weights: Mapping[str, Sentence | str],
    output: Output,
) -> Table:
    say = output.language
    table = Table(box=box.SIMPLE_HEAD if output.unicode else box.ASCII2, show_edge=False)
    table.add_column("", no_wrap=True)
    for backend in verdicts:
        table.add_column(backend, overflow="fold")
    for name, cells in _rows(verdicts, measured, weights):
        style = "bold" if not any(cells) else ""
        shown = [Text(say(cell)) for cell in cells]
        table.add_row(Text(say(name), style=style), *shown)
    return table


def _rows(
    verdicts: Mapping[str, Verdict],
    measured: Mapping[str, Mapping[str, Any]],
    weights: Mapping[str, Sentence | str],
) -> Iterator[tuple[Sentence | str, list[Sentence | str]]]:
    names = list(verdicts)
    models = [MODELS.get(name) for name in names]
    yield label("needs an account"), [_account(model) for model in models]
    yield label("licence of the models"), [m.licence if m else _UNSAID for m in models]
    yield label("runs on"), [PROFILES.get(name, _OF_OTHERS).support for name in names]
    yield label("to be fetched"), [_fetched(name) for name in names]
    yield label("Published by others"), [""] * len(names)
    yield label("  error rate (DER)"), [PROFILES.get(name, _OF_OTHERS).published for name in names]
    yield label("Measured on this machine"), [""] * len(names)
    yield label("  size on disk"), [weights[name] for name in names]
    yield label("  engine"), [_engine(n, measured.get(n, {})) for n in names]
    yield label("  calculates on"), [str(measured.get(n, {}).get("device") or "-") for n in names]
    for name, cell in _MEASURES.items():
        cells = [cell(measured[n]) if n in measured else text("not ready") for n in names]
        yield text("  {name}", name=text(name)), [*cells]


def _engine(backend: str, data: Mapping[str, Any]) -> str:
    return str(data.get("engine", "torch" if backend in {*ROUTES} - {*LIGHTS} else _UNSAID))


def _account(model: Model | None) -> str:
    if model is None:
        return _UNSAID
    return label("Hugging Face, free") if model.account else label("no")


def _megabytes(size: float) -> Sentence:
    return text("{size:.0f} MB", size=size) if size else text("not installed")


def _fetched(backend: str) -> Sentence | str:
    if backend not in ROUTES:
        return _UNSAID
    sizes = downloads.table()[platform_name()]
    whole = sizes.megabytes(backend, downloads.FULL)
    if backend not in LIGHTS:
        return text("about {megabytes} MB", megabytes=whole + round(_from_hub(backend)))
    light = sizes.megabytes(backend, downloads.LIGHT)
    return text("about {light} MB; {whole} MB with torch (--full)", light=light, whole=whole)


def _on_disk(machine: Machine, backend: str, data: Mapping[str, Any] | None) -> Sentence | str:
    if backend not in ROUTES:
        return _UNSAID
    return _megabytes(_size(machine, backend, data) if data else 0)


def _size(machine: Machine, backend: str, data: Mapping[str, Any]) -> float:
    """What is on the disk for what runs, in MB; a light engine's weights belong to no package."""
    if backend not in LIGHTS or data.get("engine") == "torch":
        packages = installed_closure.megabytes(machine, ROUTES[backend].requirements)
        return packages + _from_hub(backend)
    weights = MODELS[backend].size / 1e6
    return installed_closure.megabytes(machine, LIGHTS[backend].requirements) + weights


def _from_hub(backend: str) -> float:
    """The MB of weights that come in no package."""
    sources = (each for each in MODELS[backend].sources if each.is_repository)
    return sum(file.size for each in sources for file in each.files) / 1e6


_MEASURES: Mapping[str, Callable[[Mapping[str, Any]], Sentence]] = {
    label("DER, bundled recording"): lambda data: text(
        "{rate:.1f} %", rate=100 * data["der"]["rate"]
    ),
    label("speed"): lambda data: text("{times:.0f}x real time", times=data["real_time_factor"]),
    label("time to load"): lambda data: text("{seconds:.1f} s", seconds=data["load_seconds"]),
    label("peak memory"): lambda data: text("{megabytes:.0f} MB", megabytes=data["peak_memory_mb"]),
}


def _advice(measured: Mapping[str, Mapping[str, Any]], setup: str, say: Language) -> Iterator[Text]:
    yield Text()
    for name in backends():
        yield Text(f"{name}: ", style="bold").append(
            say(PROFILES.get(name, _OF_OTHERS).audience), style="default"
        )
    yield Text()
    if not measured:
        none = text("None of them is ready here. Next: {command}", command=setup)
        yield Text(say(none), style="bold")
        return
    name = recommended({name: data["der"]["rate"] for name, data in measured.items()})
    if len(measured) == 1:
        advice = text("Use {name} here: it is what is ready.", name=name)
    else:
        advice = text("Use {name} here: of what is ready it errs least.", name=name)
    yield Text(say(advice), style="bold")


def recommended(rates: Mapping[str, float]) -> str:
    """The backend to use, of those with a DER (0 to 1) on the bundled recording.

    Half a minute tells a backend that works from one that does not, and not a good one from a
    better one: that is known from benchmarks, whose order stands.
    """
    best = min(rates.values())
    known = (*_BY_ACCURACY, *rates)  # what others bring comes last
    return next(name for name in known if rates.get(name, _NEVER) <= best + _WORKS)
