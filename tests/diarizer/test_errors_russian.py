"""What the commonest errors say to a reader of Russian, word for word."""

import sys

import numpy as np
import pytest
import soundfile

from diarizer import api, audio, backends, formats
from diarizer.audio import decoding
from diarizer.backends.base import Availability
from diarizer.backends.resemblyzer.engines import light
from diarizer.batch import found_recordings
from diarizer.errors import BackendUnavailable, DiarizerError
from diarizer.messages.language import SPOKEN, load
from diarizer.messages.text import text
from diarizer.models.failures import classify, failure
from diarizer.people import enrolment, identification
from diarizer.types import Annotation, Audio, Span, Turn


@pytest.fixture(scope="module")
def russian():
    language = load("ru")
    assert language.code == "ru", "install the package again: python -m pip install -e ."
    return language


@pytest.fixture
def told(russian):
    def caught(call, *arguments, **named):
        with pytest.raises(DiarizerError) as caught:
            call(*arguments, **named)
        return caught.value.translated(russian)

    return caught


def opened(path):
    with audio.opened(path):
        pass


def test_a_file_that_is_not_there(told, tmp_path):
    path = tmp_path / "Запись.wav"
    assert told(opened, path) == (
        "Такого файла нет.",
        [f"Файл: {path}"],
        "Проверьте имя файла и папку.",
    )


def test_an_empty_file(told, tmp_path):
    path = tmp_path / "empty.wav"
    path.touch()
    message, context, hint = told(opened, path)
    assert message == "Файл пуст (0 байт)."
    assert context == [f"Файл: {path}"]
    assert hint == "Запишите или скопируйте его заново."


def test_a_folder_where_a_file_belongs(told, tmp_path):
    assert told(opened, tmp_path)[0] == "Это папка, а не запись."
    assert told(found_recordings.collected, [tmp_path]) == (
        "В папке нет записей.",
        [f"Папка: {tmp_path}"],
        "Укажите папку с аудио- или видеозаписями либо файл.",
    )


def test_a_file_that_is_no_recording(told, tmp_path):
    path = tmp_path / "letter.wav"
    path.write_text("Dear {reader}, this is not a recording.\n" * 50, encoding="utf-8")
    message, context, hint = told(opened, path)
    assert message == "Файл не удаётся декодировать как запись."
    assert context[0] == f"Файл: {path}"
    assert context[1].startswith("libsndfile: ")  # what a library says stays
    assert hint.startswith("Откройте файл в плеере; если он проигрывается, преобразуйте его в WAV")


def test_a_recording_without_sound_after_its_header(told, tmp_path):
    path = tmp_path / "cut.wav"
    soundfile.write(path, np.zeros(0, np.float32), 16000)
    message, _, hint = told(opened, path)
    assert message == "В файле есть заголовок записи, а звука после него нет."
    assert hint == "Запишите или скопируйте файл заново: он оборван."


def test_a_pointer_of_git_lfs_has_a_command_that_stays(told, tmp_path):
    path = tmp_path / "lfs.wav"
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    message, _, hint = told(opened, path)
    assert message.startswith("Файл — указатель Git LFS")
    assert hint == "git lfs install && git lfs pull"


@pytest.mark.parametrize(
    "bounds, message",
    [
        ((0, None, None), "Число говорящих должно быть не меньше 1."),
        ((2.5, None, None), "Число говорящих должно быть целым."),
        ((2, 1, None), "Если задано точное число говорящих, границы задать нельзя."),
        ((None, 3, 2), "min_speakers больше, чем max_speakers."),
    ],
)
def test_bounds_that_cannot_be(told, bounds, message):
    assert told(api.check_bounds, *bounds)[0] == message


def test_the_bounds_stand_below_as_they_were_given(told):
    _, context, hint = told(api.check_bounds, None, 3, 2)
    assert context == ["min_speakers=3, max_speakers=2"]
    assert hint == "Задайте либо только num_speakers, либо границы от min_speakers до max_speakers."


def test_a_backend_that_is_not_ready(told, monkeypatch):
    class Broken:
        @staticmethod
        def availability():
            return Availability.of("x", text("{package} is not installed", package="torch"))

    monkeypatch.setattr(backends, "_module", lambda _: Broken)
    assert told(backends.check, "open") == (
        "Бэкенд 'open' не готов.",
        ["torch не установлен"],
        "setup-doctor fix --backend open",
    )
    message, context, hint = told(backends.pick)
    assert message == "Ни один бэкенд диаризации не готов."
    assert context == [f"{name}: torch не установлен" for name in backends.BACKENDS]
    assert hint == "setup-doctor setup"


def test_a_reason_that_a_backend_gives_as_a_string_is_shown_as_it_is(told, monkeypatch):
    class Broken:
        @staticmethod
        def availability():
            return Availability("x", ready=False, reason="{odd} reason")

    monkeypatch.setattr(backends, "_module", lambda _: Broken)
    assert told(backends.check, "open")[1] == ["{odd} reason"]


def test_a_backend_that_nobody_knows(told):
    message, context, _ = told(backends.threshold, "nemo")
    assert message == "Бэкенда 'nemo' нет."
    assert context == [f"Есть: auto, {', '.join(backends.BACKENDS)}"]


def test_what_was_passed_over_is_a_remark_in_the_readers_language(monkeypatch, russian):
    class Module:
        def __init__(self, name):
            self.name = name

        def availability(self):
            ready = self.name == backends.BACKENDS[-1]
            return Availability(self.name, ready, "" if ready else "No weights.")

    monkeypatch.setattr(backends, "_module", Module)
    remarks = []
    backends.pick(remarks.append)
    *others, last = backends.BACKENDS
    reasons = " ".join(f"{name}: No weights." for name in others)
    assert [russian(remark) for remark in remarks] == [f"Используется {last}. Не готовы: {reasons}"]


def test_damaged_weights_name_the_file_and_what_is_the_matter(told, monkeypatch, tmp_path):
    weights = tmp_path / "resemblyzer" / "pretrained.pt"
    weights.parent.mkdir()
    (weights.parent / "__init__.py").touch()
    monkeypatch.setattr("sys.path", [str(tmp_path), *sys.path])
    monkeypatch.setattr("sys.prefix", str(tmp_path / "prefix"))  # nothing was unpacked there
    monkeypatch.delitem(sys.modules, "resemblyzer", raising=False)
    assert told(light.locate)[:2] == (
        "Весов Resemblyzer на этой машине нет.",
        [f"{weights}: нет на месте"],
    )
    weights.write_bytes(b"cut")
    assert told(light.locate) == (
        "Веса Resemblyzer не от версии 0.1.4 или повреждены.",
        [f"{weights}: неверный размер"],
        "setup-doctor install resemblyzer --light",
    )


@pytest.mark.parametrize(
    "name, content, message, context",
    [
        (
            "rttm",
            "SPEAKER a 1 0.0 1.0 <NA> <NA> X <NA> <NA>\nSPEAKER a 1 never 1.0 <NA> <NA> X\n",
            "Строка 2 — не строка RTTM.",
            ["SPEAKER a 1 never 1.0 <NA> <NA> X"],
        ),
        ("uem", "\ntalk 1 0.0\n", "Строка 2 — не строка UEM.", ["talk 1 0.0"]),
        (
            "ctm",
            "talk 1 zero 1.0 {word}\n",
            "Строка 1 — не строка CTM.",
            ["talk 1 zero 1.0 {word}"],
        ),
        ("stm", "talk 1 A\n", "Строка 1 — не строка STM.", ["talk 1 A"]),
        ("audacity", "0 1 A\n", "Строка 1 — не метка Audacity.", ["0 1 A"]),
        ("csv", "start,end\n", "В CSV нет столбца speaker.", ["Столбцы: start, end"]),
    ],
)
def test_a_file_of_turns_that_cannot_be_parsed(told, name, content, message, context):
    assert told(formats.get(name).loads, content)[:2] == (message, context)


def test_what_a_json_should_look_like_is_shown_with_its_braces(told):
    message, _, hint = told(formats.get("json").loads, "[]")
    assert message == "В JSON нет реплик."
    assert hint == 'Нужно: {"segments": [{"start": 0.0, "end": 1.0, "speaker": "SPEAKER_00"}]}'


def test_a_recording_in_which_nobody_speaks(told):
    class Engine:
        def diarize(self, *_, **__):
            return Annotation(())

    silence = Audio(np.zeros(16000, np.float32), 16000)
    assert told(enrolment.learnt, Engine(), "Анна", silence, print) == (
        "В записи человека «Анна» никто не говорит, запоминать нечей голос.",
        ["Запись: в памяти, 1.0 с"],
        "Возьмите запись, где этот человек говорит не меньше десяти секунд.",
    )


def test_a_doubt_about_a_voice_is_a_remark_in_the_readers_language(russian):
    class Engine:
        def diarize(self, *_, **__):
            return Annotation((Turn(Span(0.0, 2.5), "A"), Turn(Span(2.5, 4.0), "B")))

        def voice(self, *_):
            return np.ones(3, np.float32)

    remarks = []
    enrolment.learnt(Engine(), "Анна", Audio(np.zeros(16000, np.float32), 16000), remarks.append)
    assert [russian(remark) for remark in remarks] == [
        "Анна: в этой записи говорящих: 2; взят голос того, кто говорит дольше всех. Лучше "
        "вырезать фрагмент, где больше никто не говорит.",
        "Анна: речи всего 2.5 с, для узнавания голоса этого мало. Лучше не меньше десяти секунд.",
    ]


def test_nobody_to_recognise(told):
    message, context, hint = told(identification.check, {}, None)
    assert message == "Не назван ни один человек."
    assert context == ["Люди: нет"]
    assert hint == 'Передайте для каждого человека имя и запись: {"chair": "chair.wav"}'


def test_a_download_that_fails_for_the_disk(russian):
    message, context, hint = failure("disk.full", context="C:\\Модели").translated(russian)
    assert message == "Диск заполнен."
    assert context == ["C:\\Модели"]
    assert "HF_HOME" in hint


def test_a_cause_without_a_repository_is_still_a_sentence(russian):
    said = classify(ConnectionRefusedError(111, "Connection refused"))
    assert said.translated(russian)[0].startswith("huggingface.co")
    refused = failure("huggingface.no-token").translated(russian)
    assert refused[0] == "Для модели нужен токен Hugging Face, а его нет."


def test_a_warning_is_in_the_language_of_the_run_and_english_by_default(
    russian, monkeypatch, caplog
):
    class Stream:
        encoding = "utf-8"

    warn, sentence = decoding.warn, text("Check the name and the folder.")
    warn(sentence)
    monkeypatch.setattr("sys.stderr", Stream())
    token = SPOKEN.set(russian)
    try:
        warn(sentence)
    finally:
        SPOKEN.reset(token)
    assert caplog.messages == ["Check the name and the folder.", "Проверьте имя файла и папку."]


def test_an_error_of_a_backend_keeps_what_a_library_says(russian):
    error = BackendUnavailable("OSError: {0} c10.dll", context="{c10}")
    assert error.translated(russian) == ("OSError: {0} c10.dll", ["{c10}"], "")
