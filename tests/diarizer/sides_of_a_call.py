"""The sample of two people as a call: each of them on a channel."""

import numpy as np

from diarizer import audio, formats
from diarizer.sample import sample

RATE = 16_000


def sides():
    """The truth, and (2, n) who speaks first on the first channel, and the other on the second."""
    truth = formats.load(sample()[1])
    talk = audio.load(sample()[0]).samples
    both = np.zeros((2, len(talk)), np.float32)
    for turn in truth.turns:
        place = slice(round(turn.span.start * RATE), round(turn.span.end * RATE))
        both[truth.speakers.index(turn.speaker), place] = talk[place]
    return truth, both
