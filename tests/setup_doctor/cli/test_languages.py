"""Which language is spoken, and what stands on the screen in Russian."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.main import get_command

from diarizer.messages.language import ENGLISH, UnknownLanguageError, known, load
from diarizer.messages.language_choice import choose, preferred
from setup_doctor.cli.app import app
from setup_doctor.messages.text import plural
from setup_doctor.render import html_page, json_document
from setup_doctor.render.console import Console
from tests import processes
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine
from tests.setup_doctor.render import examples

MACHINE = FakeMachine(interpreter=replace(LINUX_PYTHON, executable=Path("/v/bin/python")))
RUSSIAN_WINDOWS, GERMAN_WINDOWS, ENGLISH_WINDOWS, NO_WINDOWS = 0x0419, 0x0407, 0x0409, 0


@pytest.fixture(scope="module")
def russian():
    language = load("ru")
    assert language.code == "ru", "install the package again: python -m pip install -e ."
    return language


def run(*arguments, code_page="utf-8", **more):
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    environ.pop("SETUP_DOCTOR_LANG", None)
    environ |= {"PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "COLUMNS": "200", **more}
    return processes.run("setup_doctor", *arguments, env=environ, encoding=code_page)


@pytest.mark.parametrize(
    "environ, windows, wanted",
    [
        ({}, NO_WINDOWS, "en"),
        ({"LANG": "ru_RU.UTF-8"}, NO_WINDOWS, "ru"),
        ({"LANG": "C.UTF-8"}, NO_WINDOWS, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ru_RU.UTF-8"}, NO_WINDOWS, "en"),
        ({"LC_MESSAGES": "ru_RU", "LANG": "en_US"}, NO_WINDOWS, "ru"),
        ({"LANGUAGE": "tlh:ru:en", "LANG": "en_US"}, NO_WINDOWS, "ru"),
        ({"LANG": "de_DE.UTF-8"}, NO_WINDOWS, "en"),
        ({}, RUSSIAN_WINDOWS, "ru"),
        ({}, ENGLISH_WINDOWS, "en"),
        ({}, GERMAN_WINDOWS, "en"),
        ({"LANG": "en_US.UTF-8"}, RUSSIAN_WINDOWS, "en"),
    ],
)
def test_the_language_is_that_of_the_system(environ, windows, wanted):
    assert preferred(environ, lambda: windows) == wanted


def test_what_is_asked_for_comes_before_the_variable_and_that_before_the_system(russian):
    environ = {"SETUP_DOCTOR_LANG": "en", "LANG": "ru_RU.UTF-8"}
    assert choose(None, environ, lambda: RUSSIAN_WINDOWS).code == "en"
    assert choose("ru", environ, lambda: NO_WINDOWS).code == "ru"


def test_an_empty_variable_asks_for_nothing():
    assert choose(None, {"SETUP_DOCTOR_LANG": ""}, lambda: NO_WINDOWS).code == "en"


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownLanguageError, match="'xx' is not one of: en, ru"):
        choose("xx", {})


def test_a_language_that_was_not_compiled_is_english(tmp_path):
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text("", encoding="utf-8")
    assert known(tmp_path) == ["en", "ru"]
    assert load("ru", tmp_path) is ENGLISH


@pytest.mark.parametrize("code_page, shown", [("cp866", "ru"), ("cp1251", "ru"), ("utf-8", "ru")])
def test_russian_is_shown_where_there_are_its_letters(russian, code_page, shown):
    assert russian.shown_in(code_page).code == shown


@pytest.mark.parametrize("code_page", ["cp437", "cp1252", "ascii", None, "no-such-page"])
def test_english_is_shown_where_there_are_no_cyrillic_letters(russian, code_page):
    assert russian.shown_in("utf-8", code_page) is ENGLISH


@pytest.mark.parametrize(
    "count, said",
    [(1, "1 говорящий"), (2, "2 говорящих"), (5, "5 говорящих"), (21, "21 говорящий")],
)
def test_a_number_chooses_its_form(russian, count, said):
    assert russian(plural("{count} speaker", "{count} speakers", count=count)) == said


BROKEN_ASCII = """\
Python
  [OK] Python 3.12.1, for which there are wheels
  [!!] Not in a virtual environment
      python.environment, причина python.environment
      -> Run install.sh
Компилятор
  [OK] No C compiler. Not needed.
Пакеты
  [XX] torch 2.13.0 is damaged.
      packages.torch, причина packages.cut
      -> /v/bin/python -m pip install --force-reinstall --no-deps --no-cache-dir --only-binary=:all: \
torch==2.13.0   (около 130 МБ)
  [--] pyannote.audio is not installed (optional)
  [??] The index could not be asked.
      packages.index, причина packages.index
Модели
  [XX] Сбой в самой проверке (ValueError: oops). Пожалуйста, сообщите об этом.
      models.crash, причина doctor.crash
Диск
  [XX] A compiler is wanted.
      disk.tools, причина disk.tools
      -> winget install --id Some.Id -e   (около 1800 МБ, нужны права администратора, нужна перезагрузка)
Проверка делом
  [--] smoke.resemblyzer: Not looked at: packages.torch comes first.
  [--] smoke.pyannote: Not looked at: packages.pyannote comes first.

Не готово: resemblyzer     torch 2.13.0 is damaged.
Не настроено: pyannote        pyannote.audio is not installed (optional)
Дальше:
  -> /v/bin/setup-doctor fix"""

READY_UNICODE = """\
Проверка делом
  ✓ it ran
Пакеты
  ○ pyannote.audio is not installed (optional)
Проверка делом
  – smoke.pyannote: Not looked at.

Не настроено: pyannote        pyannote.audio is not installed (optional)
      → /v/bin/setup-doctor install pyannote   (около 420 МБ)
Готово: resemblyzer     2 говорящих за 27.4 с записи, DER 3.1 %, 41x реального времени"""


@pytest.mark.parametrize(
    "report, unicode, wanted",
    [(examples.broken, False, BROKEN_ASCII), (examples.ready, True, READY_UNICODE)],
)
def test_the_screen_in_russian(russian, report, unicode, wanted):
    # The sentences of these made-up findings are in no catalogue: all the rest is Russian.
    lines = Console(MACHINE, unicode=unicode, say=russian).report(report())
    assert "\n".join(line.plain for line in lines) == wanted


def test_the_page_says_its_language(russian):
    html = html_page.dumps(examples.broken(), MACHINE, russian)
    assert '<html lang="ru">' in html
    assert "Что делать дальше" in html
    assert "Копировать" in html


def test_json_is_english_in_every_language():
    assert '"Proof"' not in json_document.dumps(examples.broken(), MACHINE)
    asked = ["check", "--json", "--only", "disk"]
    one, other = run("--lang", "ru", *asked), run("--lang", "en", *asked)
    assert '"message": "At least' in one.stdout
    assert one.stdout.count("message") == other.stdout.count("message")


@pytest.mark.parametrize("arguments", [("--lang", "ru", "list"), ("list", "--lang=ru")])
def test_the_option_may_stand_anywhere(arguments):
    done = run(*arguments)
    assert done.returncode == 0
    assert "torch загружается и считает." in done.stdout


def test_the_check_speaks_russian():
    done = run("--lang", "ru", "check", "--only", "disk")
    assert done.stdout.splitlines()[0] == "Диск"
    assert "disk" not in done.stderr


def test_the_help_is_in_russian_with_its_headings():
    done = run("--lang", "ru", "--help")
    assert done.stdout.startswith("Использование: ")
    assert "Найти, что мешает диаризации заработать" in done.stdout
    assert "Параметры:" in done.stdout
    assert "Команды:" in done.stdout
    assert "Проверить всё, ничего не менять." in done.stdout


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_line_of_a_help_is_folded_on_80_columns(language):
    command = get_command(app)
    names = [*command.commands, "token set"]
    for words in ([], *(name.split() for name in names)):
        lines = run(*words, "--help", "--lang", language, COLUMNS="80").stdout.splitlines()
        assert [line for line in lines if len(line) >= 80] == []


def test_the_help_of_a_command_is_in_russian():
    done = run("check", "--help", SETUP_DOCTOR_LANG="ru")
    assert "Примеры:" in done.stdout
    assert "Пропустить то, чему нужна сеть." in done.stdout


def test_the_system_is_asked_where_nobody_says_anything():
    assert "Диск" in run("check", "--only", "disk", LANG="ru_RU.UTF-8").stdout
    if sys.platform != "win32":
        assert "Disk" in run("check", "--only", "disk").stdout


@pytest.mark.parametrize("code_page", ["cp866", "cp1251"])
def test_a_russian_code_page_shows_russian_without_question_marks(code_page):
    done = run("--lang", "ru", "explain", "models.open", code_page=code_page)
    assert "Модели бэкенда" in done.stdout
    assert "?" not in done.stdout


@pytest.mark.parametrize("code_page", ["cp437", "cp1252"])
def test_a_western_code_page_shows_english(code_page):
    done = run("--lang", "ru", "explain", "models.open", code_page=code_page)
    assert "The models of the backend" in done.stdout
    assert "?" not in done.stdout


def test_a_dash_that_the_code_page_lacks_becomes_a_plain_one():
    done = run("--lang", "ru", "explain", "packages.torch", code_page="cp866")
    assert "torch - самое большое" in done.stdout


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["chek"], "Ошибка: Нет такой команды: 'chek'."),
        (["check", "--only", "foo"], "Ошибка: Неверное значение: здесь нет 'foo'."),
        (["check", "--offlin"], "Ошибка: Нет такого параметра: --offlin"),
        (["explain"], "Ошибка: Неверное значение: Объяснять нечего"),
    ],
)
def test_wrong_usage_is_told_in_russian(arguments, said):
    done = run("--lang", "ru", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Использование: ")
    assert said in done.stderr


def test_an_unknown_language_is_wrong_usage():
    done = run("--lang", "xx", "check")
    assert done.returncode == 2
    assert "'xx' is not one of: en, ru" in done.stderr


def test_english_loads_no_catalogue():
    code = (
        "import sys; from setup_doctor.cli.app import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: print('loaded' if 'setup_doctor.checks' in sys.modules else 'quick')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "quick"
