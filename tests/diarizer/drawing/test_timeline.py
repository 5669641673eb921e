"""The picture of who spoke when."""

import math
from itertools import combinations

import pytest

from diarizer.drawing.timeline import COLOURS, axis, can_show_blocks, clock, colours, draw
from tests.diarizer.support import turns

TALK = turns((0.0, 5.0, "a"), (5.0, 7.5, "b"))


def cells(*arguments, **options):
    return [row.cells for row in draw(*arguments, **options)]


def test_each_speaker_has_a_line_of_the_asked_width():
    assert cells(TALK, 10.0, 20) == [
        "██████████··········",
        "··········█████·····",
        "0:00      0:05",
    ]


def test_ascii_says_the_same():
    assert cells(TALK, 10.0, 20, unicode=False) == [
        "##########..........",
        "..........#####.....",
        "0:00      0:05",
    ]


def test_a_turn_shorter_than_a_cell_is_still_seen():
    assert cells(turns((5.0, 5.3, "a")), 10.0, 10)[0] == "·····▄····"


def test_nobody_speaking_leaves_the_axis():
    assert [row.speaker for row in draw((), 10.0)] == [""]


def test_turns_beyond_the_duration_are_drawn_too():
    assert cells(turns((0.0, 10.0, "a")), 0.0, 10)[0] == "█" * 10


def test_a_recording_of_hours_has_ticks_that_do_not_touch():
    assert axis(10800.0, 60) == "0:00      30:00     1:00:00   1:30:00   2:00:00   2:30:00"


def test_times_are_written_as_people_read_them():
    assert [clock(0), clock(59.6), clock(3600)] == ["0:00", "1:00", "1:00:00"]


def test_an_old_windows_console_gets_ascii():
    assert not can_show_blocks("cp1251")
    assert not can_show_blocks(None)
    assert can_show_blocks("utf-8")


# How eyes without the cones for red (protan) and for green (deutan) see linear red, green, blue
# (Viénot, Brettel and Mollon, "Digital video colourmaps for checking the legibility of displays by
# dichromats", Color Research & Application 24, 1999).
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def seen(colour, eye):
    """The colour as CIELAB: a distance of about 2 is just seen."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eye])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", EYES)
def test_any_two_colours_of_the_lanes_differ_for_every_eye(eye):
    for one, other in combinations(COLOURS, 2):
        assert math.dist(seen(one, eye), seen(other, eye)) > 12, (one, other)


def test_more_speakers_than_colours_start_anew():
    lanes = colours(map(str, range(len(COLOURS) + 1)))
    assert lanes["0"] == lanes[str(len(COLOURS))]
