"""`diarize` in the reader's language, as it is typed."""

import os
import re
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("typer")

import typer

from diarizer import formats
from diarizer.cli.app import app
from diarizer.cli.language.help_translation import helps
from diarizer.cli.progress.overall import name
from diarizer.messages.language import load
from diarizer.sample import sample
from tests.processes import run

RECORDING, TRUTH = sample()
LANG = "The language; by default that of the system. May stand anywhere."
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def russian():
    language = load("ru")
    assert language.code == "ru", "install the package again: python -m pip install -e ."
    return language


@pytest.fixture
def engine():
    for module in ("torch", "resemblyzer", "soundfile", "soxr", "webrtcvad", "scipy"):
        pytest.importorskip(module)


def diarize(*arguments, code_page="utf-8", text=True, **more):
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    environ.pop("SETUP_DOCTOR_LANG", None)
    environ |= {"PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "COLUMNS": "80", **more}
    return run("diarizer", *arguments, env=environ, encoding=code_page if text else None)


def words(help_):
    return " ".join(help_.replace("\b", "").split())


def own_helps(command):
    """What the help of ``command`` says, without that of the commands below it."""
    below = [part for each in getattr(command, "commands", {}).values() for part in helps(each)]
    # Offered only where typer knows the shell.
    own = [part for part in helps(command) if "completion for the current" not in part]
    return [part for part in own if part not in below or part in {"Examples:", LANG}]


@pytest.mark.parametrize("command", [(), ("convert",)])
def test_the_help_has_every_sentence_in_russian_and_none_in_english(russian, command):
    said = words(diarize("--lang", "ru", *command, "--help").stdout)
    program = typer.main.get_command(app)
    own = own_helps({"": program, **program.commands}["".join(command)])
    assert len(own) > 5
    assert [part for part in own if words(russian(part)) not in said] == []
    assert [part for part in own if words(part) in said] == []


HEAD = """\
Использование: python -m diarizer convert [OPTIONS]"""

EXAMPLES = """\
  Примеры:

    diarize convert meeting.rttm meeting.TextGrid        для Praat
    diarize convert meeting.eaf meeting.srt
    diarize convert labels.txt meeting.rttm              метки Audacity
    diarize convert meeting.json --to csv                на экран
    diarize convert results out --to srt                 целая папка
    diarize convert - --to rttm                          что пишет другая программа
    diarize convert all.rttm out --to rttm               по файлу на запись
    diarize convert bad.srt good.srt --repair            исправить неверное время
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "ru", "convert", "-h"),
        ("convert", "--lang=ru", "-h"),
        ("convert", "--lang", "ru"),
    ],
)
def test_the_help_of_a_command_is_in_russian_wherever_the_option_stands(arguments):
    done = diarize(*arguments)
    help_ = done.stdout or done.stderr  # which of them, without an argument, is typer's choice
    assert help_.startswith(HEAD)
    assert help_.endswith(EXAMPLES)
    for heading in ("Аргументы:", "Параметры:", "[обязательно]", "Показать эту справку и выйти."):
        assert heading in help_


def test_the_help_in_english_is_what_it_was():
    said = words(diarize("--help").stdout)
    assert said.startswith("Usage: python -m diarizer [OPTIONS]")
    assert not CYRILLIC.search(said)
    own = own_helps(typer.main.get_command(app))
    assert [part for part in own if words(part) not in said] == []


def test_the_help_in_russian_loads_no_numpy():
    code = (
        "import sys; from diarizer.cli.app import app\n"
        "try: app(['--lang', 'ru', '--help'])\n"
        "except SystemExit: print('loaded' if 'numpy' in sys.modules else 'quick')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "quick"


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "code_page, lang, speakers, block",
    [
        ("utf-8", "ru", "говорящих: 2", "█"),
        ("utf-8", "en", "speakers: 2", "█"),
        ("cp1251", "ru", "говорящих: 2", "#"),
        ("cp866", "ru", "говорящих: 2", "█"),
        ("cp437", "ru", "speakers: 2", "█"),
        ("ascii", "ru", "speakers: 2", "#"),
    ],
)
def test_a_run_is_shown_in_a_language_that_the_console_has_letters_for(
    code_page, lang, speakers, block
):
    done = diarize(RECORDING, "--backend", "resemblyzer", "--lang", lang, code_page=code_page)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"{RECORDING}  0:26  {speakers}"
    assert [line.split()[0] for line in lines[1:3]] == ["SPEAKER_00", "SPEAKER_01"]
    assert block in lines[1]
    assert re.fullmatch(r" +0:00 +0:05 +0:10 +0:15 +0:20", lines[3])
    assert all(re.fullmatch(r" +\d+\.\d\d +\d+\.\d\d  SPEAKER_0[01]", each) for each in lines[4:])
    assert "?" not in done.stdout
    assert done.stderr == ""


@pytest.mark.usefixtures("engine")
def test_the_table_of_timings_is_in_russian():
    done = diarize(RECORDING, "--backend", "resemblyzer", "--timings", "--lang", "ru")
    lines = done.stderr.splitlines()
    assert re.fullmatch("этап +секунды +CPU", lines[0])
    stages = [re.split(r"\s{2,}", line)[0] for line in lines[1:-1]]
    assert stages == ["декодирование", "поиск речи", "сеть", "признаки", "кластеризация", "вместе"]
    assert len({len(line) for line in lines[:-1]}) == 1
    assert re.match(r"Сети нужно \d+\.\d млрд умножений со сложением: не меньше", lines[-1])


@pytest.mark.usefixtures("engine")
def test_the_table_of_many_recordings_is_in_russian(tmp_path):
    out = tmp_path / "out"
    asked = (RECORDING, tmp_path / "нет.wav", "--backend", "resemblyzer", "-o", out, "--lang", "ru")
    done = diarize(*asked)
    assert done.returncode == 1
    assert re.search("файл +минуты +говорящие +секунды +итог", done.stdout)
    assert re.search(r"sample\.flac +0\.4 +2 +\d+\.\d +готово", done.stdout)
    assert re.search(r"нет\.wav +\d+\.\d +неудача", done.stdout)
    assert done.stdout.splitlines()[-1] == "готово: 1, с ошибкой: 1, пропущено: 0"
    assert done.stderr.startswith(f"Ошибка: {tmp_path / 'нет.wav'}:")
    assert "их результаты новее записей" in diarize(*asked).stdout


def test_convert_says_in_russian_what_it_has_written(tmp_path):
    target = tmp_path / "a.srt"
    assert diarize("convert", TRUTH, target, "--lang", "ru").stderr == f"Записано: {target}\n"
    assert diarize("convert", TRUTH, target, "--lang", "en").stderr == f"Written: {target}\n"
    western = diarize("convert", TRUTH, target, "--lang", "ru", code_page="cp1252")
    assert western.stderr == f"Written: {target}\n"


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_name_that_the_console_has_no_letters_for_ends_nothing(tmp_path, lang):
    recording = shutil.copy(RECORDING, tmp_path / "встреча.flac")
    asked = (recording, "--backend", "resemblyzer", "--lang", lang)
    done = diarize(*asked, code_page="cp437")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{tmp_path / '???????.flac'}  0:26  speakers: 2"


def test_turns_for_other_programs_keep_every_letter_whatever_the_console_has(tmp_path):
    turns = tmp_path / "a.rttm"
    turns.write_text("SPEAKER a 1 0.000 1.500 <NA> <NA> Анна <NA> <NA>\n", encoding="utf-8")
    for code_page, wanted in (("cp437", "utf-8"), ("cp866", "cp866"), ("utf-8", "utf-8")):
        done = diarize("convert", turns, "--to", "srt", code_page=code_page, text=False)
        assert done.returncode == 0
        assert "Анна" in done.stdout.decode(wanted)


def test_a_result_that_cannot_be_written_is_told_with_what_to_do(tmp_path):
    (tmp_path / "a").write_text("a file is no folder", encoding="utf-8")
    asked = (RECORDING, "--backend", "resemblyzer", "-o", tmp_path / "a" / "x.rttm")
    for lang, said, hint in (
        (
            "ru",
            "Ошибка: Туда результаты записать нельзя",
            "  Подсказка: Укажите другое место: --output",
        ),
        (
            "en",
            "Error: The results cannot be written there",
            "  Hint: Name another place: --output",
        ),
    ):
        done = diarize(*asked, "--lang", lang)
        assert done.returncode == 1
        first, *looked, last = done.stderr.splitlines()
        assert first.startswith(said)
        assert str(tmp_path / "a") in "".join(looked).replace("\\\\", "\\")
        assert last.startswith(hint)


STOPPED_AT_WORK = """\
from diarizer.cli import run
def stopped(*_): raise KeyboardInterrupt
run.run = stopped
"""

STOPPED_AT_IMPORT = """\
class Stopped:
    def find_spec(self, name, *_):
        if name == "diarizer.cli.app": raise KeyboardInterrupt
sys.meta_path.insert(0, Stopped())
"""


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("lang, said", [("ru", "Остановлено.\n"), ("en", "Stopped.\n")])
@pytest.mark.parametrize("where", [STOPPED_AT_WORK, STOPPED_AT_IMPORT])
def test_ctrl_c_is_answered_in_the_language_of_the_reader(where, lang, said):
    start = f"from diarizer.cli import main; sys.argv[1:] = ['--lang', '{lang}', 'a.wav']; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{where}{start}"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (130, said)


NO_FORMAT = {
    "ru": """\
Ошибка: В каком формате?
  Имя файла не указано.
  Подсказка: Добавьте --to """,
    "en": """\
Error: In which format?
  No file was named.
  Hint: Add --to """,
}


@pytest.mark.parametrize(
    "lang, code_page, wanted",
    [("ru", "utf-8", "ru"), ("ru", "cp866", "ru"), ("ru", "ascii", "en"), ("en", "utf-8", "en")],
)
def test_an_error_its_context_and_its_hint_are_in_one_language(lang, code_page, wanted):
    done = diarize("convert", TRUTH, "--lang", lang, code_page=code_page)
    assert done.returncode == 2
    assert done.stderr == NO_FORMAT[wanted] + "|".join(formats.FORMATS) + "\n"


@pytest.mark.usefixtures("engine")
def test_an_option_about_one_recording_is_refused_in_russian(tmp_path):
    two = [shutil.copy(RECORDING, tmp_path / each) for each in ("a.flac", "b.flac")]
    done = diarize(*two, "--reference", TRUTH, "--plot", "p", "--lang", "ru", "-o", tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[0] == "Ошибка: --reference относится к одной записи, а здесь их 2."
    )


@pytest.mark.parametrize("command", [[], ["convert"]])
def test_a_command_alone_shows_the_help_and_no_error_with_the_help_in_it(command):
    done = diarize(*command, "--lang", "ru")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.split() == diarize(*command, "--help", "--lang", "ru").stdout.split()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--format", "docx", "a.wav"], "для '--format': здесь нет 'docx', есть: audacity, csv"),
        (["-n", "two", "a.wav"], "нужно целое число"),
        (["--frmat", "rttm", "a.wav"], "Ошибка: Нет такого параметра: --frmat"),
        (["convert", "--tu", "csv", "a.rttm"], "Ошибка: Нет такого параметра: --tu"),
    ],
)
def test_wrong_usage_is_told_in_russian(arguments, said):
    done = diarize("--lang", "ru", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Использование: ")
    assert said in words(done.stderr)


@pytest.mark.parametrize("arguments", [("a.wav",), ("convert", "a.rttm")])
def test_an_unknown_language_is_wrong_usage(arguments):
    done = diarize("--lang", "xx", *arguments)
    assert done.returncode == 2
    assert "'xx' is not one of: en, ru" in words(done.stderr)


@pytest.mark.parametrize("environ", [{"SETUP_DOCTOR_LANG": "ru"}, {"LANG": "ru_RU.UTF-8"}])
def test_the_variable_and_the_system_are_asked_where_nobody_says_anything(environ):
    assert diarize("convert", "-h", **environ).stdout.startswith("Использование: ")
    assert diarize("convert", "-h", "--lang", "en", **environ).stdout.startswith("Usage: ")


def test_a_recording_may_still_be_called_like_a_command_behind_two_dashes():
    done = diarize("--lang", "ru", "--", "convert")
    assert "convert" in done.stderr
    assert "Использование" not in done.stderr


def test_every_stage_that_is_named_has_a_word_that_fits_its_column(russian):
    from diarizer.cli.progress import bar
    from diarizer.cli.progress import overall as stages

    for stage in {stage for weights in stages.WEIGHTS.values() for stage in weights}:
        assert CYRILLIC.search(russian(name(stage)))
        assert len(russian(name(stage))) <= bar._WIDTH
