"""The script, run as a user runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # the fake Hub is shared by the tests of both packages

from tests.fakehub import FakeHub, Fault  # noqa: E402
from tests.fakehub.client import python  # noqa: E402

pytest.importorskip("huggingface_hub")
SCRIPT = str(ROOT / "scripts" / "download_diarization_model.py")


def test_it_tells_sizes_first_then_the_way_then_what_was_compared(tmp_path):
    with FakeHub() as hub:
        done = python(hub, tmp_path, SCRIPT)
    assert done.code == 0
    assert Path(done.out.strip()).is_dir()
    sizes, way, compared = (done.err.index(text) for text in ("in all", "100 %", "hash compared"))
    assert sizes < way < compared


def test_the_second_time_there_is_nothing_to_come(tmp_path):
    with FakeHub() as hub:
        python(hub, tmp_path, SCRIPT)
        done = python(hub, tmp_path, SCRIPT)
    assert done.code == 0
    assert " 0.00 to come" in done.err


@pytest.mark.parametrize(
    ("persona", "arguments", "code", "said"),
    [
        ("no-token", (), 1, "[huggingface.no-token]"),
        ("one-of-two", ("pyannote", "--pipeline", "3.1"), 1, "pyannote/segmentation-3.0"),
        ("good", ("--pipeline", "2.0"), 2, "invalid choice"),
        ("good", ("whisper",), 2, "invalid choice"),
    ],
)
def test_its_exit_code_and_its_last_lines_say_what_to_do(persona, arguments, code, said, tmp_path):
    with FakeHub(persona=persona) as hub:
        done = python(hub, tmp_path, SCRIPT, *arguments)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_network_that_fails_is_not_something_to_fix(tmp_path):
    with FakeHub() as hub:
        hub.fail(Fault(cut="stall"))
        done = python(hub, tmp_path, SCRIPT, "--timeout", "3")
    assert done.code == 3
    assert "network.silent" in done.err


def test_it_works_on_a_console_that_knows_no_unicode(tmp_path):
    home = tmp_path / "Иван"
    home.mkdir()
    with FakeHub() as hub:
        done = python(hub, home, SCRIPT, PYTHONIOENCODING="ascii:replace", PYTHONUTF8="0")
    assert done.code == 0, done.err
