"""The picture of who spoke when."""

from diarizer.timeline import axis, can_show_blocks, clock, draw

from .support import turns

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
