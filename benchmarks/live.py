"""What is lost by listening live, and what it takes: against the same recordings as a whole.

    python benchmarks/live.py                  both halves, into docs/benchmarks.md
    python benchmarks/live.py --half choosing  what options are chosen by; nothing is written
    python benchmarks/live.py --hour           memory over an hour, into a section of its own

Conversations of two minutes are built of the clips in ../shared/audio, five for each half. No voice
is in both: what was chosen on one half is reported on the other. They are heard in equal steps, as
`diarize --live FILE --pace 0` does; the hour is heard by the command itself, in longer ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import command, live_document, machine, scoring
from measuring.live_document import Hour, Row
from measuring.recordings import AUDIO, conversation

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_MINUTES = (10, 20, 30, 40, 50, 60)
_NEARLY = 0.5  # minutes: the last turn may end before the end


def main() -> None:
    """Measure every conversation, and write the section."""
    parser = command.parser(__doc__ or "")
    parser.add_argument("--half", choices=_HALVES)
    parser.add_argument("--hour", action="store_true", help="on Linux")
    given = parser.parse_args()
    bench = command.begin(given)
    built = [one for one in _conversations(bench.cache) if given.half in {None, one[0]}]
    if given.hour:
        hour = _hour([path for half, *_, path in built if half == _HALVES[1]])
        section = live_document.written_hour(machine.described(), hour)
        command.write(given, "live-hour", section, whole=True)
        return
    rows = [_measured(*one) for one in built]
    section = live_document.written(machine.described(), _options(), rows)
    command.write(given, "live", section, whole=not given.half)


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


def _options() -> str:
    from diarizer.backends.open.live import Options  # noqa: PLC0415, once it is on the path

    used = Options()
    return (
        f"`open` on its light engine, windows of {used.window:g} s every {used.step:g} s, a moment"
        f" settled after {used.latency:g} s."
    )


def _measured(half: str, kind: str, people: int, path: Path) -> Row:
    from diarizer import api, audio, backends  # noqa: PLC0415, as above

    engine = backends.choose("open")
    recording = audio.load(path)
    whole = api.run(engine, recording)
    live = _heard(engine, recording)
    ours = [_plain(some) for some in (whole.turns, live.turns.values(), live.first.values())]
    scores = [scoring.seconds(path, some, **scoring.STRICT) for some in ours]
    found = tuple(len({who for *_, who in some}) for some in ours[:2])
    print(f"{path.stem}: {scores[0]} {scores[1]} {live.cpu:.3f}", file=sys.stderr, flush=True)
    changed = sum(live.first[number] != turn for number, turn in live.turns.items())
    return Row(half, kind, people, *scores, found, changed, live.delays, live.cpu)


class _Live:
    """What was heard: turns by their number, as they ended and as they were first written."""

    def __init__(self) -> None:
        self.turns: dict[int, Any] = {}
        self.first: dict[int, Any] = {}
        self.delays: list[tuple[float, float]] = []
        self.cpu = 0.0


def _heard(engine: Any, recording: Any) -> _Live:
    from diarizer.live.turns import Corrected, Settled, Turns  # noqa: PLC0415, as above

    listener, live = engine.listener(), _Live()
    turns = Turns(listener)
    step = round(listener.step * recording.sample_rate)
    for until in [*range(step, len(recording), step), len(recording)]:
        end, began = until == len(recording), time.process_time()
        heard = listener.hear(recording, until, end=end)
        events = list(turns.take(heard, until / recording.sample_rate, end=end))
        cpu = time.process_time() - began
        live.cpu += cpu / recording.duration
        for event in events:
            if isinstance(event, Settled):
                live.turns[event.number] = live.first[event.number] = event.turn
                live.delays.append((event.heard - event.turn.span.end, cpu))
            elif isinstance(event, Corrected):
                live.turns |= {one.number: one.turn for one in event.turns}
    return live


def _plain(turns: Any) -> Turns:
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in turns]


def _hour(paths: list[Path]) -> Hour:
    """Let the command itself hear the conversations for an hour."""
    words = ("-m", "diarizer", "--live", str(_joined(paths)), "--backend", "open", "--pace", "100")
    before, held = os.times(), {}
    process = subprocess.Popen(
        [sys.executable, *words, "--format", "json"],
        env={**os.environ, "PYTHONPATH": str(command.ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        for line in process.stdout or ():
            minutes = json.loads(line).get("heard", 0.0) / 60
            for at in (mark for mark in _MINUTES if mark not in held and minutes >= mark - _NEARLY):
                held[at] = _resident(process.pid)
                print(f"{at} min: {held[at]:.0f} MB", file=sys.stderr, flush=True)
    if process.returncode or _MINUTES[-1] not in held:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
    after = os.times()
    used = after.children_user + after.children_system
    return Hour(held, used - before.children_user - before.children_system)


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _joined(paths: list[Path]) -> Path:
    import numpy as np  # noqa: PLC0415, after the number of its threads
    import soundfile  # noqa: PLC0415, as above

    sounds = [soundfile.read(path, dtype="int16")[0] for path in paths]
    long = paths[0].with_name("live_hour.wav")
    samples = np.resize(np.concatenate(sounds), 3_600 * 16_000)
    soundfile.write(long, samples, 16_000)
    return long


if __name__ == "__main__":
    main()
