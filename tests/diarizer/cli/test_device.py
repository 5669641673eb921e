"""`--device`: what is asked for is what calculates, or an error before anything else is done."""

import os
import sys

import pytest

pytest.importorskip("typer")

from diarizer.backends import open as backend
from diarizer.cli.output import remarks
from diarizer.sample import sample
from diarizer.types import Annotation
from diarizer.types.coverage import Coverage
from tests.processes import run

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="what a Mac has is another test's")


def diarize(*arguments, lang="en"):
    done = run("diarizer", *arguments, "--lang", lang, env={**os.environ, "COLUMNS": "80"})
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def ready():
    pytest.importorskip("onnxruntime")
    found = backend.availability()
    if not found.ready:
        pytest.skip(found.reason)


def test_the_graphics_of_a_mac_are_refused_at_once_where_there_is_no_mac():
    code, stdout, stderr = diarize("nowhere.wav", "--device", "mps")
    assert (code, stdout) == (1, "")
    assert stderr == (
        "Error: There is no mps on this system: it is the graphics of a Mac.\n"
        f"  System: {sys.platform}\n"
        "  Hint: Let it take what works here: --device auto\n"
    )


def test_what_is_no_device_is_wrong_usage_in_the_language_of_the_reader():
    code, _, stderr = diarize("nowhere.wav", "--device", "gpu", lang="ru")
    assert code == 2
    assert "здесь нет 'gpu', есть: auto, cpu, cuda, mps." in stderr


@pytest.mark.usefixtures("ready")
def test_a_card_that_is_named_is_never_replaced_by_the_processor(tmp_path):
    if "CUDAExecutionProvider" in pytest.importorskip("onnxruntime").get_available_providers():
        pytest.skip("this onnxruntime was built for a card")
    target = tmp_path / "talk.rttm"
    code, stdout, stderr = diarize(
        sample()[0], "--backend", "open", "--engine", "light", "--device", "cuda", "-o", target
    )
    assert (code, stdout) == (1, "")
    assert "does not calculate on cuda: it was built for the processor alone." in stderr
    assert 'python -m pip install "onnxruntime-gpu[cuda,cudnn]"' in stderr
    assert not target.exists()


def test_a_result_of_a_card_says_so_in_one_line(capsys):
    found = Annotation(coverage=Coverage(2.0, 2.0).on("cuda"))
    remarks.show(found)
    remarks.show(Annotation(coverage=Coverage(2.0, 2.0).on("cpu")))
    assert capsys.readouterr().err == "Calculated on cuda.\n"
