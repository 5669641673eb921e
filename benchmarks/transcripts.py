# ruff: noqa: PLR2004, the figures are those of what is played
"""Whether cutting segments where the speaker changes repairs more than it breaks.

    python benchmarks/transcripts.py [--seeds 10] [--folder ../shared/audio/real]

The true turns of each recording, and of conversations that are built, are filled with words whose
speakers are known. A recogniser that knows no speakers is played: its words lie some tenths of a
second off, its segments go on over changes of speaker until a pause. A diarization is played, too:
the true turns with displaced edges, short ones missed, some false. Then each way of giving words to
speakers is counted: words that are the right speaker's, words repaired and broken against leaving
segments whole, and pieces of one word.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from diarizer import formats
from diarizer.transcripts import speaker_assignment as assignment
from diarizer.types import Annotation, Span, Turn, Word

OFF = 0.12  # seconds: the spread of Whisper's times of words around the true ones
EDGE = 0.15  # seconds: that of a diarization's edges
PAUSE = 0.8  # seconds that end a segment of the recogniser
TALKS = range(12)  # built conversations, of 40 turns each, beside the recordings' turns


def talk(number: int) -> Annotation:
    """Build a conversation of three: the next begins a quarter of a second later, or too early."""
    chance = random.Random(number)  # noqa: S311, no secret
    turns, now, who = [], 0.0, "A"
    for _ in range(40):
        length = min(12.0, max(0.4, chance.lognormvariate(0.5, 0.9)))
        turns.append(Turn(Span(now, now + length), who))
        now = max(0.0, now + length + chance.gauss(0.25, 0.35))
        who = chance.choice([name for name in "ABC" if name != who])
    return Annotation(tuple(turns))


def spoken(truth: Annotation, chance: random.Random) -> list[tuple[str, Word]]:
    """Fill the true turns with numbered words: a quarter of a second each, with small gaps."""
    words = []
    for turn in truth.turns:
        now = turn.span.start
        while (length := min(chance.uniform(0.12, 0.45), turn.span.end - now)) > 0.05:
            words.append((turn.speaker, Span(now, now + length)))
            now += length + (chance.random() < 0.15) * chance.uniform(0.1, 0.4)
    words.sort(key=lambda one: one[1])
    return [(who, Word(span, f"w{number}")) for number, (who, span) in enumerate(words)]


def recognised(words: list[tuple[str, Word]], off: float, chance: random.Random) -> Annotation:
    """Put words into segments as a recogniser does: with displaced times, whoever speaks."""
    turns, some, now, before = [], [], 0.0, -1.0
    for _, word in words:
        # Words without a pause between them share their boundary, wherever it is put.
        touching = abs(word.span.start - before) < 0.01
        start = now if touching else max(now, word.span.start + chance.gauss(0, off))
        now = max(start + 0.02, word.span.end + chance.gauss(0, off))
        before = word.span.end
        placed = Word(Span(start, now), word.text)
        long = some and start - some[0].span.start > 12
        if some and (long or start - some[-1].span.end > PAUSE):
            turns.append(segment(some))
            some = []
        some.append(placed)
    return Annotation((*turns, segment(some)) if some else tuple(turns))


def segment(words: list[Word]) -> Turn:
    """Make a segment of words."""
    span = Span(words[0].span.start, words[-1].span.end)
    return Turn(span, "", text=" ".join(word.text for word in words), words=tuple(words))


def diarized(truth: Annotation, edge: float, chance: random.Random) -> Annotation:
    """Displace the edges of the truth, miss one short turn in four, and add a false one in twenty."""
    turns = []
    for turn in truth.turns:
        if turn.span.duration < 0.6 and chance.random() < 0.25:
            continue
        start = max(0.0, turn.span.start + chance.gauss(0, edge))
        end = max(start + 0.1, turn.span.end + chance.gauss(0, edge))
        turns.append(Turn(Span(start, end), turn.speaker))
        if chance.random() < 0.05 and len(truth.speakers) > 1:
            at = chance.uniform(start, end)
            other = chance.choice([name for name in truth.speakers if name != turn.speaker])
            turns.append(Turn(Span(at, at + chance.uniform(0.1, 0.4)), other))
    return Annotation(tuple(turns))


def named(result: Annotation) -> dict[str, str]:
    """Return the speaker of each word."""
    return {word.text: turn.speaker for turn in result.turns for word in turn.words}


def whole(transcript: Annotation, who: Annotation) -> dict[str, str]:
    """Leave each segment whole: its speaker is who speaks during most of it."""
    bare = Annotation(tuple(Turn(one.span, "", text=one.text) for one in transcript.turns))
    speakers = [turn.speaker for turn in assignment.assign_speakers(bare, who).turns]
    return {
        word.text: speaker
        for turn, speaker in zip(transcript.turns, speakers, strict=True)
        for word in turn.words
    }


def lone(result: Annotation) -> int:
    """Count pieces of one word."""
    return sum(len(turn.words) == 1 for turn in result.turns)


def main() -> None:
    """Print a table: a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--folder", type=Path, default=Path("../shared/audio/real"))
    parser.add_argument("--off", type=float, default=OFF)
    parser.add_argument("--edge", type=float, default=EDGE)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob("*.rttm"))
    truths = {file.stem: formats.load(file) for file in files}
    truths |= {f"talk {number}": talk(number) for number in TALKS}
    never = 1e9
    ways = {
        "cut at every change": assignment.Guard(words=1, longer=never),
        "boundaries to pauses": assignment.Guard(words=1),
        "no short pieces": assignment.Guard(longer=never),
        "both, as diarize does": assignment.Guard(),
    }
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("whole segments", *ways)}
    for stem, truth in truths.items():
        for seed in range(arguments.seeds):
            chance = random.Random(f"{stem} {seed}")  # noqa: S311, no secret
            words = spoken(truth, chance)
            transcript = recognised(words, arguments.off, chance)
            who = diarized(truth, arguments.edge, chance)
            right = {word.text: name for name, word in words}
            before = whole(transcript, who)
            counts["whole segments"] += Counter(
                right=sum(before[word] == right[word] for word in right), words=len(right)
            )
            for name, guard in ways.items():
                result = assignment.assign_speakers(transcript, who, guard=guard)
                after = named(result)
                counts[name] += Counter(
                    words=len(right),
                    right=sum(after[word] == right[word] for word in right),
                    repaired=sum(after[w] == right[w] != before[w] for w in right),
                    broken=sum(before[w] == right[w] != after[w] for w in right),
                    lone=lone(result),
                )
    print(f"{counts['whole segments']['words']} words of {len(truths)} conversations")
    print(f"{'way':28} {'right':>7} {'repaired':>9} {'broken':>7} {'of one word':>12}")
    for name, count in counts.items():
        share = 100 * count["right"] / count["words"]
        figures = f"{count['repaired']:9} {count['broken']:7} {count['lone']:12}"
        print(f"{name:28} {share:6.2f}% {figures}")


if __name__ == "__main__":
    main()
