"""What the library says, shown by the doctor: in the reader's language, and in English as JSON."""

from __future__ import annotations

import json
import sys

import pytest

from diarizer.errors import BackendUnavailable
from diarizer.messages.language import load
from diarizer.messages.text import joined, lines, packed, plural, text, unpacked
from diarizer.models.access import combined
from diarizer.models.failures import classify, failure
from setup_doctor.checks.huggingface.refusal import finding
from setup_doctor.machine import Machine
from setup_doctor.machine.process import Completed
from setup_doctor.machine.proof import Refusal, prove, sentence
from setup_doctor.messages.text import Text


@pytest.fixture(scope="module")
def russian():
    language = load("ru")
    assert language.code == "ru", "install the package again: python -m pip install -e ."
    return language


def test_an_error_of_the_proof_comes_out_of_its_process_in_any_language(russian):
    # The library does not get as far as the name where an environment is the doctor's alone.
    pytest.importorskip("numpy")
    answer = prove(Machine(limit=120), "kaldi")
    assert isinstance(answer, Refusal)
    assert str(answer.message) == "There is no backend named 'kaldi'."
    assert russian(answer.message) == "Бэкенда 'kaldi' нет."
    assert russian(answer.context).startswith("Есть: auto, ")
    assert russian(answer.hint).startswith("Выберите один из них")
    # The document keeps the facts under their names, in English.
    assert answer.data["error"].keys() == {"reference", "message", "context", "hint"}
    assert answer.data["error"]["message"] == str(answer.message)


def test_a_process_that_dies_is_told_with_its_last_words(russian):
    class Dying:
        def python(self, *_):
            return Completed(-11, "", "a\nb {c}")

    answer = prove(Dying(), "open")
    assert str(answer.message) == "the process ended with code -11 and said: b {c}"
    assert russian(answer.message) == "процесс завершился с кодом -11 и сообщил: b {c}"


@pytest.mark.parametrize(
    "passed_over, said",
    [
        ("torch is not installed", "(лёгкий движок, которому torch не нужен)"),
        ("threadpoolctl is not installed", "threadpoolctl не установлен"),
        ("OSError: c10.dll", "torch не загружается: OSError: c10.dll"),
    ],
)
def test_why_the_light_engine_is_used(russian, passed_over, said):
    proof = {"speakers": 2, "duration": 27.4, "real_time_factor": 41.2, "engine": "light"}
    assert said in russian(sentence({**proof, "passed_over": passed_over}))


def test_a_refusal_of_the_hub_is_a_finding_in_the_readers_language(russian):
    error = failure(
        "huggingface.terms-not-accepted",
        repository="pyannote/segmentation-3.0",
        context=joined("GatedRepoError 403: no", text("Token from {source}.", source="HF_TOKEN")),
    )
    found = finding(error, [("page", "https://huggingface.co/x")])
    assert russian(found.message) == (
        "Нет доступа к pyannote/segmentation-3.0: учётная запись этого токена не приняла условия "
        "использования."
    )
    assert [russian(each.seen) for each in found.evidence] == [
        "https://huggingface.co/x",
        "GatedRepoError 403: no",
        "Токен взят из HF_TOKEN.",
    ]
    assert russian(found.remedies[0].title).startswith("Откройте https://huggingface.co/pyannote")
    assert str(found.evidence[2].seen) == "Token from HF_TOKEN."


def test_several_shut_gates_are_told_line_by_line(russian):
    names = ("pyannote/segmentation-3.0", "pyannote/speaker-diarization-3.1")
    errors = [failure("huggingface.terms-not-accepted", repository=name) for name in names]
    found = finding(combined(errors, "anna"), [])
    seen = [russian(each.seen) for each in found.evidence]
    assert seen[0].startswith("Нет доступа к pyannote/speaker-diarization-3.1")
    assert seen[1:] == ["Токен принадлежит учётной записи anna."]
    assert "Откройте также: https://huggingface.co/pyannote/speaker-diarization-3.1" in russian(
        found.remedies[0].title
    )


def test_no_token_is_left_in_any_part_of_a_sentence():
    secret = f"hf_{'a' * 34}"
    error = classify(OSError(f"said {secret}"), note=text("In {folder}", folder=secret))
    assert secret not in str(error)
    assert secret not in json.dumps([packed(each) for each in error.told])


def test_a_sentence_survives_json_with_its_numbers_and_its_parts(russian):
    said = text(
        "{said} (light engine; {reason})",
        said=plural("{count} speaker", "{count} speakers", count=2),
        reason=text("Recording: {recording}, {seconds:.1f} s", recording="{a}", seconds=2.0),
    )
    again = unpacked(json.loads(json.dumps(packed(said))))
    assert again == said
    assert isinstance(again, Text)
    assert russian(again) == "2 говорящих (лёгкий движок; Запись: {a}, 2.0 с)"
    assert unpacked(packed("{as} it is")) == "{as} it is"


def test_what_cannot_stand_in_json_stands_there_as_a_string(tmp_path):
    said = text("File: {path}", path=tmp_path)
    assert str(unpacked(json.loads(json.dumps(packed(said))))) == f"File: {tmp_path}"


def test_lines_are_those_that_were_joined():
    assert lines("a\nb") == ["a", "b"]
    whole = text("File: {path}\n{said}", path="x", said="y")
    assert lines(joined("a\nb", "", whole)) == ["a", "b", whole]
    error = BackendUnavailable("x", context=joined(sys.version))
    assert [str(line) for line in lines(error.told.context)] == error.context.splitlines()
