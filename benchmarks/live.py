"""What is lost by listening live, and what it takes: against the same recordings as a whole.

    python benchmarks/live.py                 both halves, into docs/benchmarks.md
    python benchmarks/live.py --half choosing  what options are chosen by; nothing is written

Conversations of two minutes are built of the clips in ../shared/audio, five for each half. No voice
is in both: what was chosen on one half is reported on the other. They are heard in equal steps, as
`diarize --live FILE --pace 0` does. Latency is counted in the sound: from the end of a turn to what
had been heard when it was written.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

from measuring import command, machine, scoring
from measuring.document import table
from measuring.recordings import AUDIO, conversation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring.systems import Turns

_HALVES = ("choosing", "judging")
_SECONDS = "120"
_KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "clean": (2, ()),
    "overlap": (3, ("--overlap", "0.10", "--backchannel", "0.2")),
    "room": (4, ("--rt60", "0.5", "--noise", "street_scene", "--snr", "12", "--overlap", "0.05")),
    "phone": (
        2,
        ("--telephone", "--noise", "white", "--snr", "20", "--turn", "1.5", "--pause", "0.15"),
    ),
    "five": (5, ("--turn", "4", "--overlap", "0.05")),
}


class Row(NamedTuple):
    """One conversation; DER in %, no collar, overlap scored."""

    half: str
    kind: str
    people: int
    whole: tuple[float, ...]
    live: tuple[float, ...]
    found: tuple[int, int]
    delays: list[float]
    cpu: float


def main() -> None:
    """Measure every conversation, and write the table."""
    parser = command.parser(__doc__ or "")
    parser.add_argument("--half", choices=_HALVES)
    given = parser.parse_args()
    bench = command.begin(given)
    rows = [_measured(*one) for one in _conversations(bench.cache) if given.half in {None, one[0]}]
    command.write(given, "live", _written(rows), whole=not given.half)


def _conversations(cache: Path) -> Iterator[tuple[str, str, int, Path]]:
    names = sorted(path.name for path in (AUDIO / "clips").iterdir() if path.is_dir())
    for number, half in enumerate(_HALVES):
        own = names[number::2]
        for place, (kind, (people, options)) in enumerate(_KINDS.items()):
            some = ",".join(own[(5 * place + one) % len(own)] for one in range(people))
            noise = AUDIO / "noise" / "street_scene.wav"
            words = [str(noise) if word == "street_scene" else word for word in options]
            given = ("--names", some, "-n", str(people), "-d", _SECONDS)
            seed = ("--seed", str(3_001 + 100 * number + place))
            path = conversation(cache / "live" / f"live_{half}_{kind}", *given, *words, *seed)
            yield half, kind, people, path


def _measured(half: str, kind: str, people: int, path: Path) -> Row:
    from diarizer import api, audio, backends  # noqa: PLC0415, once the project is on the path
    from diarizer.live.turns import Corrected, Settled, Turns  # noqa: PLC0415, as above

    engine = backends.choose("open")
    recording = audio.load(path)
    whole = api.run(engine, recording)
    listener = engine.listener()
    turns, found, delays = Turns(listener), {}, []
    step = round(listener.step * recording.sample_rate)
    began = time.process_time()
    for until in [*range(step, len(recording), step), len(recording)]:
        end = until == len(recording)
        heard = listener.hear(recording, until, end=end)
        for event in turns.take(heard, until / recording.sample_rate, end=end):
            if isinstance(event, Settled):
                found[event.number] = event.turn
                delays.append(event.heard - event.turn.span.end)
            elif isinstance(event, Corrected):
                found |= {one.number: one.turn for one in event.turns}
    cpu = (time.process_time() - began) / recording.duration
    ours = [_plain(whole.turns), _plain(found.values())]
    scores = [scoring.seconds(path, some, **scoring.STRICT) for some in ours]
    counts = tuple(len({who for *_, who in some}) for some in ours)
    print(f"{path.stem}: {scores[0]} {scores[1]} {cpu:.3f}", flush=True)
    return Row(half, kind, people, *scores, counts, delays, cpu)


def _plain(turns: object) -> Turns:
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in turns]


def _der(*scores: tuple[float, ...]) -> str:
    missed, false, confused, total = (sum(some) for some in zip(*scores, strict=True))
    return f"{100 * (missed + false + confused) / total:.1f}"


def _written(rows: list[Row]) -> str:
    lines = [
        (
            f"{row.half}, {row.kind}",
            str(row.people),
            *(_der(row.whole), _der(row.live)),
            "{} / {}".format(*row.found),
            f"{statistics.median(row.delays):.1f}",
            f"{row.cpu:.2f}",
        )
        for row in rows
    ]
    for half in dict.fromkeys(row.half for row in rows):
        own = [row for row in rows if row.half == half]
        delays = [delay for row in own for delay in row.delays]
        lines.append(
            (
                f"**{half}, all**",
                "",
                *(
                    f"**{_der(*(row.whole for row in own))}**",
                    f"**{_der(*(row.live for row in own))}**",
                ),
                "",
                f"{statistics.median(delays):.1f}, 95 %: {statistics.quantiles(delays, n=20)[-1]:.1f}",
                f"{statistics.mean(row.cpu for row in own):.2f}",
            )
        )
    head = ("conversation", "people", "DER whole", "DER live", "found whole / live")
    return (
        f"{machine.described()}. `open` on its light engine, windows of 5 s every 0.5 s, a moment"
        " settled after 2 s. DER in %, no collar, overlap scored; delay in seconds, from the end of a"
        " turn until it is written; CPU seconds of one core per second of sound.\n\n"
        + table((*head, "delay", "CPU"), lines)
    )


if __name__ == "__main__":
    main()
