"""What people type at first: an address, an empty name, an option twice, a folder as the output."""

import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("typer")
pytest.importorskip("numpy")

from diarizer.audio.missing import not_opened
from diarizer.sample import sample
from tests.processes import run

NOT_THERE = FileNotFoundError(2, "No such file or directory")


def diarize(*arguments, cwd, **environment):
    environ = {**os.environ, "COLUMNS": "200", **environment}
    return run("diarizer", *arguments, env=environ, cwd=cwd)


@pytest.fixture
def talk(tmp_path):
    pytest.importorskip("webrtcvad")
    pytest.importorskip("soundfile")
    return Path(shutil.copy(sample()[0], tmp_path / "talk.flac"))


@pytest.mark.parametrize(
    "named, address, command",
    [
        ("https:/a.example/talk.mp3", "https://a.example/talk.mp3", "curl -L -O"),
        ("https:/a.example/watch?v=x.y", "https://a.example/watch?v=x.y", "yt-dlp -x"),
        ("https:/a.example/talk", "https://a.example/talk", "yt-dlp -x"),
        ("/home/x/HTTP:/a.example/b/talk.wav", "HTTP://a.example/b/talk.wav", "curl -L -O"),
    ],
)
def test_an_address_is_told_as_one_with_the_command_that_fetches_it(named, address, command):
    class Named:
        def as_posix(self):
            return named

    error = not_opened(Named(), NOT_THERE)
    assert str(error).startswith("This is an address, and recordings are read from files")
    assert str(error.context) == f"Address: {address}"
    assert str(error.hint) == f'Download it first: {command} "{address}"'


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", "This is an address, and recordings are read from files: nothing is fetched.\n"
               "  Address: https://a.example/talk.mp3\n"
               '  Hint: Download it first: curl -L -O "https://a.example/talk.mp3"\n'),
        ("ru", "Это адрес, а записи читаются из файлов: из сети ничего не загружается.\n"
               "  Адрес: https://a.example/talk.mp3\n"
               '  Подсказка: Сначала скачайте: curl -L -O "https://a.example/talk.mp3"\n'),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("talk")
def test_an_address_is_refused_in_the_language_of_the_run(language, said, tmp_path):
    asked = ("https://a.example/talk.mp3", "--backend", "resemblyzer", "--lang", language)
    done = diarize(*asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(said)


def test_a_name_that_is_empty_is_not_the_whole_folder(talk, tmp_path):
    for language, said in (
        ("en", "Error: Invalid value: The name of a recording is empty."),
        ("ru", "Ошибка: Неверное значение: Имя записи пустое."),
    ):
        done = diarize("", "--lang", language, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert list(tmp_path.iterdir()) == [talk]


def test_of_an_option_that_is_given_twice_it_is_said_which_counts(talk, tmp_path):
    asked = (talk, "--backend", "open", "--backend", "resemblyzer", "--format", "rttm")
    done = diarize(*asked, cwd=tmp_path)
    assert done.returncode == 0
    assert "--backend is given twice; the last counts: resemblyzer\n" in done.stderr
    once = diarize(talk, "--backend", "resemblyzer", "--format", "rttm", cwd=tmp_path)
    assert "twice" not in once.stderr
    assert once.stdout == done.stdout


def test_one_recording_and_a_folder_as_output_give_a_file_in_it_as_several_do(talk, tmp_path):
    (tmp_path / "results").mkdir()
    done = diarize(talk, "--backend", "resemblyzer", "-o", "results", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (written,) = (tmp_path / "results").iterdir()
    assert written.name == "talk.rttm"
    assert f"Written: {Path('results') / 'talk.rttm'}\n" in done.stderr


@pytest.mark.parametrize(
    "more, said",
    [
        (("--plot", "talk.pngx"), "A picture is a PNG, an SVG or a PDF."),
        (("--plot", "talk.png", "--reference", "gone.rttm"), "gone.rttm"),
    ],
)
def test_a_picture_that_could_not_be_drawn_is_known_before_the_work(talk, more, said, tmp_path):
    if "--reference" in more:
        pytest.importorskip("matplotlib")
    done = diarize(talk, "--backend", "resemblyzer", *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("option", ["--format", "--to"])
def test_a_format_is_known_in_any_letters(option, talk, tmp_path):
    turns = tmp_path / "talk.rttm"
    turns.write_text("SPEAKER talk 1 0.000 1.500 <NA> <NA> Anna <NA> <NA>\n", encoding="utf-8")
    asked = (talk, "--backend", "resemblyzer") if option == "--format" else ("convert", turns)
    done = diarize(*asked, option, "TextGrid", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'class = "IntervalTier"' in done.stdout


@pytest.mark.parametrize(
    "more",
    [
        ("--html", "talk.flac"),
        ("--html", "./sub/../talk.flac"),
        ("--html", "other-name.html"),
        ("--format", "rttm", "-o", "talk.flac"),
        ("--embeddings", "talk.flac"),
        ("--enroll", "anna.flac", "--html", "anna.flac"),
    ],
)
def test_no_recording_is_written_over(talk, more, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "other-name.html").hardlink_to(talk)
    shutil.copy(talk, tmp_path / "anna.flac")
    before = talk.read_bytes()
    for language, said in (
        ("en", "Error: A recording would be written over.\n  File: "),
        ("ru", "Ошибка: Запись была бы затёрта.\n  Файл: "),
    ):
        asked = ("talk.flac", "--backend", "resemblyzer", *more, "--lang", language)
        done = diarize(*asked, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert talk.read_bytes() == (tmp_path / "anna.flac").read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("--embeddings", "v.txt"),
            'What --embeddings writes ends in .npz.\n  File: v.txt\n  Hint: --embeddings "v.npz"\n',
        ),
        (
            ("--html", "p.txt"),
            'What --html writes ends in .html.\n  File: p.txt\n  Hint: --html "p.html"\n',
        ),
        (
            ("-o", "https://example.org/talk.rttm"),
            "This is an address, and results are written to files.\n"
            "  Address: https://example.org/talk.rttm\n"
            "  Hint: Name another file for what is written.\n",
        ),
        (
            ("--transcript", "file:///talks/a%20b.json"),
            "This is an address, and nothing is fetched from it.\n"
            "  Address: file:///talks/a%20b.json\n"
            '  Hint: Name the file by its path: "/talks/a b.json"\n',
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_work(talk, asked, said, tmp_path):
    done = diarize("talk.flac", "--backend", "resemblyzer", *asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Error: {said}"
    assert [path.name for path in tmp_path.iterdir()] == ["talk.flac"]


@pytest.mark.parametrize("option", ["--transcript", "--reference"])
def test_neither_is_what_is_read_beside_it(talk, option, tmp_path):
    read = tmp_path / "talk.srt"
    read.write_text("1\n00:00:00,000 --> 00:00:02,000\nHello.\n", encoding="utf-8")
    before = read.read_bytes()
    more = ("--plot", "talk.png") if option == "--reference" else ()
    for language, said in (
        ("en", "Error: A file that is to be read would be written over.\n  File: talk.srt\n"),
        ("ru", "Ошибка: Файл, который нужно прочитать, был бы затёрт.\n  Файл: talk.srt\n"),
    ):
        asked = ("talk.flac", "--backend", "resemblyzer", option, "talk.srt", "-o", "talk.srt")
        done = diarize(*asked, *more, "--lang", language, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert read.read_bytes() == before


@pytest.mark.parametrize(
    "asked, other",
    [
        (("--microphone", "USB"), "--live"),
        (("--pace", "2"), "--live"),
        (("--threshold", "0.5"), "--enroll/--link"),
        (("--embed-audio",), "--html"),
        (("--reference", "talk.rttm"), "--plot"),
    ],
)
def test_an_option_that_does_nothing_without_another_one_is_refused(asked, other, talk, tmp_path):
    for language, said in (
        ("en", f"Error: {asked[0]} goes with {other}.\n  Hint: "),
        ("ru", f"Ошибка: {asked[0]} указывают вместе с {other}.\n  Подсказка: "),
    ):
        done = diarize(talk, *asked, "--lang", language, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(said)


def test_a_format_of_words_without_words_is_refused_before_the_work(talk, tmp_path):
    for asked in (("--format", "ctm"), ("-o", "talk.ctm")):
        done = diarize(talk, *asked, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "Error: A CTM holds words with their times, and there are none.\n"
            "  Hint: Add a transcript with times of words, or choose another format, such as"
            " RTTM.\n"
        )


def test_several_recordings_make_no_folder_that_is_called_like_a_file(talk, tmp_path):
    other = Path(shutil.copy(talk, tmp_path / "other.flac"))
    done = diarize(talk, other, "-o", "all.rttm", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: There are several recordings, and each has a file of its own: name a folder.\n"
        "  File: all.rttm\n"
        '  Hint: --output "all" --format rttm\n'
    )
    assert not (tmp_path / "all.rttm").exists()
    (tmp_path / "all.rttm").mkdir()  # whoever made it himself means it
    done = diarize(talk, other, "--backend", "resemblyzer", "-o", "all.rttm", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {each.name for each in (tmp_path / "all.rttm").iterdir()} == {"talk.rttm", "other.rttm"}


@pytest.mark.parametrize(
    "asked", [("convert", "gone.rttm", "a.srt"), ("--transcript", "gone.json")]
)
def test_a_file_that_is_not_there_is_told_in_the_language_of_the_run(asked, talk, tmp_path):
    words = asked if asked[0] == "convert" else (talk, *asked)
    for language, said in (
        ("en", "Error: There is no such file.\n  File: {}\n"
               "  Hint: Check the name and the folder.\n"),
        ("ru", "Ошибка: Такого файла нет.\n  Файл: {}\n"
               "  Подсказка: Проверьте имя файла и папку.\n"),
    ):  # fmt: skip
        done = diarize(*words, "--lang", language, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said.format(asked[1]))


def test_a_long_name_leaves_the_lanes_their_room(talk, tmp_path):
    name = "Запись совещания отдела продаж от двадцать третьего ноября (копия 2)"
    shutil.copy(talk, tmp_path / f"{name}.flac")
    done = diarize(
        talk, "--backend", "resemblyzer", "--enroll", f"{name}.flac", "--threshold", "-1",
        cwd=tmp_path, COLUMNS="80", PYTHONIOENCODING="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lanes = done.stdout.splitlines()[1:3]
    assert any(lane.startswith("Запись совеща…ря (копия 2) ") for lane in lanes), lanes
    assert all(sum(lane.count(mark) for mark in "█▄·") >= 50 for lane in lanes)
    assert f"  {name}\n" in done.stdout  # in the list it is whole
