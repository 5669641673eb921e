"""The line that says who is speaking fits into one, whatever is in it."""

import io

import pytest

from diarizer.cli.live import status_line
from diarizer.live.turns import Corrected, Now, Settled, Waiting
from diarizer.messages.language import ENGLISH
from diarizer.types import Span, Turn

pytest.importorskip("rich")
from rich.cells import cell_len
from rich.console import Console

TWELVE = tuple(f"SPEAKER_{number:02d}" for number in range(12))
LONG = "Aleksandra Konstantinovna Rozhdestvenskaya-Preobrazhenskaya"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(status_line, "spoken", lambda _encoding: ENGLISH)


def line(event, width, late=0.0):
    console = Console(file=io.StringIO(), width=width, force_terminal=True)
    return status_line._line(console, event, late, status_line._Colours()).plain


@pytest.mark.parametrize(
    "event, width, late, said",
    [
        (Now(0.5, ()), 80, 0.0, "0:00  silence"),
        (Now(75.0, ("SPEAKER_00", "")), 80, 0.0, "1:15  SPEAKER_00  somebody"),
        (Now(75.0, TWELVE), 40, 0.0, "1:15  SPEAKER_00  SPEAKER_01  +10"),
        (Now(3675.0, TWELVE), 40, 9.0, "1:01:15  SPEAKER_00  +11  9 s behind"),
        (Now(3675.0, TWELVE), 80, 9.0, f"1:01:15  {'  '.join(TWELVE[:4])}  +8  9 s behind"),
        (Now(75.0, TWELVE[:9]), 120, 0.0, f"1:15  {'  '.join(TWELVE[:9])}"),
        (Now(75.0, (LONG, "A")), 40, 0.0, "1:15  Aleksandra Konstantinovna...  +1"),
        (Now(75.0, (LONG,)), 40, 12.0, "1:15  Aleksandra Konsta...  12 s behind"),
        (Waiting(75.0, 10.2), 40, 0.0, "1:15  nothing has come for 10 s"),
        (Now(75.0, TWELVE), 10, 9.0, "1:15  SPE"),
    ],
)
def test_what_does_not_fit_is_counted_and_what_is_wrong_stays(event, width, late, said):
    assert line(event, width, late) == said
    assert cell_len(said) < width


def test_wide_letters_are_counted_as_the_terminal_does():
    assert cell_len(line(Now(75.0, ("北京市海淀区中关村大街二十七号的发言人一号",)), 30)) < 30


def test_a_pipe_gets_the_turns_and_their_corrections_alone(capsys):
    with status_line.shown(lambda: 99.0) as tell:
        tell(Now(1.0, ("SPEAKER_00",)))
        one = Settled(1, Turn(Span(0.5, 2.0), "SPEAKER_01"), 4.0)
        tell(one)
        tell(Waiting(4.0, 5.0))
        tell(Corrected("SPEAKER_01", "SPEAKER_00", (one,)))
    assert capsys.readouterr().err == (
        "     0.50      2.00  SPEAKER_01\nCorrected: SPEAKER_01 is SPEAKER_00 (turns: 1)\n"
    )


def test_where_the_lines_themselves_are_on_the_screen_nothing_stands_between_them(capsys):
    with status_line.shown(lambda: 99.0, alone=False) as tell:
        tell(Settled(1, Turn(Span(0.5, 2.0), "SPEAKER_01"), 4.0))
    assert capsys.readouterr() == ("", "")
