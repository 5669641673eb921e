"""What a terminal says of a command that it does not find, in the languages of Windows."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS
from setup_doctor.symptoms.unknown_commands import named

SENTENCES = (
    "'{}' is not recognized as an internal or external command,",
    "«{}» не является внутренней или внешней",
    "'{}' n'est pas reconnu en tant que commande interne",
    'Der Befehl "{}" ist entweder falsch geschrieben oder',
    '"{}" no se reconoce como un comando interno o externo,',
    "'{}' não é reconhecido como um comando interno",
    "'{}' 不是内部或外部命令，也不是可运行的程序",
    "The term '{}' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    'Имя "{}" не распознано как имя командлета, функции, файла сценария или выполняемой программы.',
    'Die Benennung "{}" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei',
    "Le terme «{}» n'est pas reconnu comme nom d'applet de commande, fonction, fichier de script",
    "无法将“{}”项识别为 cmdlet、函数、脚本文件或可运行程序的名称。",
    "    + CategoryInfo          : ObjectNotFound: ({}:String) [], CommandNotFoundException",
    "bash: line 1: {}: command not found",
    "/bin/sh: 1: {}: not found",
    "zsh: command not found: {}",
    "{} is not recognized as an internal or external command",
    "'{}'은(는) 내부 또는 외부 명령, 실행할 수 있는 프로그램, 또는",
    "{0} : '{0}' 용어가 cmdlet, 함수, 스크립트 파일 또는",
    "{0} : 無法辨識 '{0}' 詞彙是否為 Cmdlet、函數、指令檔",
    "{0} : Termine '{0}' non riconosciuto come nome di cmdlet, funzione,",
    "Nazwa '{}' nie jest rozpoznawana jako polecenie wewnętrzne lub zewnętrzne,",
)
each = pytest.mark.parametrize("sentence", SENTENCES)


def lead(paste):
    return judge(paste, SYMPTOMS).lead


@each
def test_the_name_stands_behind_the_sentence(sentence):
    assert named(sentence.format("whisperx")).endswith("[no such command: whisperx]")


@each
def test_the_program_decides_what_is_missing(sentence):
    assert lead(sentence.format("pip")).cause == "python.no-pip"
    assert lead(sentence.format("ffmpeg")).cause == "audio.no-ffmpeg"
    assert lead(sentence.format("whisperx")).meaning.values["program"] == "whisperx"


def test_other_sentences_stay_as_they_are():
    for words in ("404: not found", "The term was recognized", "Error: model not found", ""):
        assert named(words) == words


@pytest.mark.parametrize(
    "prose",
    [
        "The proposal is not recognized as a formal standard by the committee.",
        "Speaker 2 is not recognized as a name in the register",
        "Слово «ffmpeg» не является внутренней частью проекта: его ставят отдельно.",
        "Der Name ist entweder falsch geschrieben oder konnte nicht gefunden werden.",
        "El autor no se reconoce como experto en la materia.",
        "Ce diplôme n'est pas reconnu en tant que commande publique.",
        "彼は、内部コマンドについて本を書いた。",
    ],
)
def test_prose_that_says_the_same_of_something_else_names_no_command(prose):
    assert named(prose) == prose


@pytest.mark.parametrize("sentence", [SENTENCES[0], SENTENCES[1], SENTENCES[7]])
def test_a_path_that_was_cut_at_a_blank_is_told(sentence):
    found = lead(sentence.format("C:\\Users\\Иван"))
    assert found.cause == "windows.blank-in-path"
    assert found.meaning.values["program"] == "C:\\Users\\Иван"
    assert lead(sentence.format("C:\\x\\run.bat")).cause == "files.not-in-this-folder"


def test_a_command_of_another_terminal_is_not_called_a_package():
    cmd, term = "'{}' is not recognized as an internal or external command,", SENTENCES[7]
    for sentence, program in ((cmd, "irm"), (term, "export"), (term, "source")):
        found = lead(sentence.format(program))
        assert found.cause == "windows.other-terminal"
        assert found.meaning.values["program"] == program


def test_a_script_that_is_not_in_this_folder_is_no_program_to_install():
    assert lead(SENTENCES[7].format(".\\install.ps1")).cause == "files.not-in-this-folder"
    assert (
        lead(SENTENCES[7].format(".\\venv\\Scripts\\activate")).cause == "packages.no-environment"
    )
