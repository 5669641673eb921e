"""What is written while somebody speaks, exactly, and read by the readers of others."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from diarizer import formats
from diarizer.cli.live.live_file import KINDS, LiveFile
from diarizer.errors import NoRoom
from diarizer.live.turns import Corrected, Now, Settled
from diarizer.types import Span, Turn
from tests.processes import ROOT


def settled(number, start, end, speaker):
    return Settled(number, Turn(Span(start, end), speaker), end + 2.0)


ONE, TWO, THREE = (
    settled(1, 0.5, 2.0, "SPEAKER_00"),
    settled(2, 2.5, 4.25, "SPEAKER_01"),
    settled(3, 3.0, 3.5, "SPEAKER_10"),
)
CORRECTED = Corrected("SPEAKER_01", "SPEAKER_00", (settled(2, 2.5, 4.25, "SPEAKER_00"),))
LAST = settled(4, 5.0, 6.0, "SPEAKER_00")
TALK = (ONE, Now(4.5, ("SPEAKER_01",)), TWO, THREE, CORRECTED, LAST)


def written(tmp_path, kind, uri="talk", events=TALK):
    path = tmp_path / f"talk.{kind}"
    file = LiveFile(kind, path, uri)
    for event in events:
        file.write(event)
    file.close()
    return path


def test_rttm_has_the_right_names_and_says_what_was_corrected(tmp_path):
    assert written(tmp_path, "rttm").read_text(encoding="utf-8") == (
        "SPEAKER talk 1 0.500 1.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n"
        "SPEAKER talk 1 2.500 1.750 <NA> <NA> SPEAKER_00 <NA> <NA>\n"
        "SPEAKER talk 1 3.000 0.500 <NA> <NA> SPEAKER_10 <NA> <NA>\n"
        ";; talk corrected <NA> <NA> SPEAKER_01 is SPEAKER_00 1 turns\n"
        "SPEAKER talk 1 5.000 1.000 <NA> <NA> SPEAKER_00 <NA> <NA>\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["talk.rttm"]


@pytest.mark.parametrize("uri", ["talk", "SPEAKER_01", "имя с пробелом", ";;"])
def test_the_readers_of_others_take_a_correction_for_no_turn(tmp_path, uri):
    util = pytest.importorskip("pyannote.database.util")
    path = written(tmp_path, "rttm", uri)
    (read,) = util.load_rttm(path).values()  # of one recording, and no second one
    rows = [(s.start, s.end, who) for s, _, who in read.itertracks(yield_label=True)]
    assert rows == [
        (0.5, 2.0, "SPEAKER_00"),
        (2.5, 4.25, "SPEAKER_00"),
        (3.0, 3.5, "SPEAKER_10"),
        (5.0, 6.0, "SPEAKER_00"),
    ]
    ours = formats.load(path)
    assert [(one.span.start, one.span.end, one.speaker) for one in ours.turns] == rows
    assert ours.uri == uri


def test_meeteval_takes_a_correction_for_no_turn(tmp_path):
    meeteval = pytest.importorskip("meeteval")
    rows = meeteval.io.load(written(tmp_path, "rttm")).lines
    assert [(str(row.begin_time), row.speaker_id) for row in rows] == [
        ("0.500", "SPEAKER_00"),
        ("2.500", "SPEAKER_00"),
        ("3.000", "SPEAKER_10"),
        ("5.000", "SPEAKER_00"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_was_heard_a_result_of_before_stays_and_none_is_made(tmp_path, kind):
    before, new = tmp_path / f"before.{kind}", tmp_path / f"new.{kind}"
    before.write_text("of yesterday\n", "utf-8")
    for path in (before, new):
        LiveFile(kind, path, "talk").close(heard=False)
    assert before.read_text("utf-8") == "of yesterday\n"
    assert not new.exists()
    LiveFile(kind, before, "talk").close()  # heard, and nobody spoke
    assert before.read_text("utf-8") == ""


def test_json_lines_take_nothing_back_and_mark_what_is_corrected(tmp_path):
    assert written(tmp_path, "jsonl").read_text(encoding="utf-8") == (
        '{"event": "turn", "number": 1, "start": 0.5, "end": 2.0, "speaker": "SPEAKER_00",'
        ' "heard": 4.0}\n'
        '{"event": "turn", "number": 2, "start": 2.5, "end": 4.25, "speaker": "SPEAKER_01",'
        ' "heard": 6.25}\n'
        '{"event": "turn", "number": 3, "start": 3.0, "end": 3.5, "speaker": "SPEAKER_10",'
        ' "heard": 5.5}\n'
        '{"event": "corrected", "speaker": "SPEAKER_01", "now": "SPEAKER_00", "turns": 1}\n'
        '{"event": "turn", "number": 2, "start": 2.5, "end": 4.25, "speaker": "SPEAKER_00",'
        ' "heard": 6.25, "corrected": true}\n'
        '{"event": "turn", "number": 4, "start": 5.0, "end": 6.0, "speaker": "SPEAKER_00",'
        ' "heard": 8.0}\n'
    )


def test_the_last_line_of_each_number_is_what_is_known_in_the_end(tmp_path):
    pandas = pytest.importorskip("pandas")
    table = pandas.read_json(written(tmp_path, "jsonl"), lines=True)
    last = table[table["event"] == "turn"].groupby("number")["speaker"].last()
    assert last.tolist() == ["SPEAKER_00", "SPEAKER_00", "SPEAKER_10", "SPEAKER_00"]


def test_what_is_known_in_the_end_is_read_back(tmp_path):
    found = formats.load(written(tmp_path, "jsonl"), "json")
    names = ["SPEAKER_00", "SPEAKER_00", "SPEAKER_10", "SPEAKER_00"]
    assert [turn.speaker for turn in found.turns] == names


@pytest.mark.parametrize("kind", ["rttm", "jsonl"])
def test_what_has_gone_to_stdout_stays_and_the_correction_follows(capsys, kind):
    file = LiveFile(kind, None, "talk")
    for event in TALK:
        file.write(event)
    file.close()
    lines = capsys.readouterr().out.splitlines()
    if kind == "rttm":
        assert lines[1].split()[7] == "SPEAKER_01"
        assert lines[3] == ";; talk corrected <NA> <NA> SPEAKER_01 is SPEAKER_00 1 turns"
    else:
        assert json.loads(lines[3])["event"] == "corrected"
    assert not sys.stdout.closed


@pytest.mark.parametrize("kind", KINDS)
def test_a_disk_that_is_full_is_told_with_what_to_look_at(tmp_path, kind):
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a disk that is always full")
    path = tmp_path / f"talk.{kind}"
    path.symlink_to("/dev/full")
    file = LiveFile(kind, path, "talk")
    with pytest.raises(NoRoom) as full:
        file.write(ONE)
    file.close()
    assert full.value.message == "The turns can no longer be written down."
    assert full.value.context == f"File: {path}\n[Errno 28] No space left on device"
    with pytest.raises(NoRoom):
        LiveFile(kind, tmp_path, "talk")  # a folder


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows cannot kill like this")
def test_what_was_settled_is_on_the_disk_when_the_program_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path;"
        "from tests.diarizer.cli.live.test_live_file import KINDS, TALK, LiveFile;"
        "files = [LiveFile(kind, Path(sys.argv[1], f'killed.{kind}'), 'talk') for kind in KINDS];"
        "[file.write(event) for event in TALK for file in files];"
        "print('written', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"written"
        os.kill(process.pid, signal.SIGKILL)
    for kind in KINDS:
        killed = tmp_path / f"killed.{kind}"
        assert killed.read_bytes() == written(tmp_path, kind).read_bytes()
