"""What the documentation says is what the program does."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from itertools import pairwise

import pytest
import typer

import diarizer
from diarizer.backends import BACKENDS
from diarizer.cli.app import app as diarize
from diarizer.messages.language_choice import asked
from diarizer.models import CAUSES, MODELS
from diarizer.types import Annotation, Span, Turn
from setup_doctor.checks import backends, collect, find
from setup_doctor.checks.python import interpreter
from setup_doctor.cli.app import app as doctor
from setup_doctor.cli.patients import OPTION, taken
from setup_doctor.examination.selection import named
from setup_doctor.install import downloads
from setup_doctor.install.route import ROUTES
from setup_doctor.render.marks import ASCII, UNICODE
from setup_doctor.symptoms.table import SYMPTOMS, recognise
from tests.processes import run
from tests.setup_doctor.fakes import FakeMachine

from . import pages
from .pages import CONTRIBUTING, GUIDES, PAGES, README, ROOT, RUSSIAN

CATALOGUE = ROOT / "docs" / "checks.md"
REFERENCE = ROOT / "docs" / "commands.md"
PROGRAMS = {
    "setup-doctor": typer.main.get_command(doctor),
    "diarize": typer.main.get_command(diarize),
}
SHOWN = sorted({c for page in PAGES for c in pages.commands(page)}, key=str)
OURS = [c for c in SHOWN if c.program in PROGRAMS and c.arguments]

page_by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
readmes = pytest.mark.parametrize("page", [README, RUSSIAN], ids=lambda page: page.name)


# Commands


def subcommand(command):
    """The click command that is meant, and the arguments that are its own."""
    # The language is settled before anything is parsed, and whose environment it is.
    program, arguments = PROGRAMS[command.program], tuple(asked(command.arguments)[1])
    if command.program == "setup-doctor":
        arguments = tuple(taken(arguments, OPTION)[1])
    while hasattr(program, "commands") and arguments and not arguments[0].startswith("-"):
        if takes_files(program) and arguments[0] not in program.commands:
            break
        assert arguments[0] in program.commands, f"no such command: {command}"
        program, arguments = whole(program.commands[arguments[0]]), arguments[1:]
    return program, arguments


def whole(command):
    """The command with its options, which the doctor's wait for until they are typed."""
    return getattr(command, "built", command)


def takes_files(program):
    """Whether the program is a command of its own, beside those below it."""
    return any(param.param_type_name == "argument" for param in program.params)


def options(program):
    """The options that people use, each with all its spellings."""
    return [
        param.opts
        for param in program.params
        if param.param_type_name == "option" and not param.hidden
    ]


@pytest.mark.parametrize("command", OURS, ids=str)
def test_a_command_that_is_shown_is_accepted(command):
    program, arguments = subcommand(command)
    if hasattr(program, "commands") and not takes_files(
        program
    ):  # to parse these is to carry them out: they write to ~/.bashrc
        assert set(arguments) <= {"-h", "--help", *(o for known in options(program) for o in known)}
        return
    wanting = any(p.param_type_name == "argument" and p.required for p in program.params)
    if arguments in {("--help",), ("-h",)} or (wanting and not arguments):
        return  # the second is named and not shown: `setup-doctor explain`
    program.make_context(command.program, list(arguments))


@pytest.mark.parametrize("command", OURS, ids=str)
def test_the_names_in_a_command_that_is_shown_exist(command):
    arguments = list(command.arguments)
    for option, value in pairwise(arguments):
        if command.page == CONTRIBUTING.name:
            continue  # its examples add something: tests/docs/test_plug_in_example.py runs them
        if option in {"--only", "--skip"} and value != "ID":
            assert named(collect(), value)
        if option == "--backend" and value != "NAME":
            known = backends() if command.program == "setup-doctor" else ("auto", *BACKENDS)
            assert value in known
    match arguments:
        case ["install", name, *_] if not name.startswith("-"):
            assert name in ROUTES
        case ["download", name, *_] if not name.startswith("-"):
            assert name in MODELS
        case ["explain", subject] if subject not in {"ID", "the message", "install.log"}:
            assert find(subject) or recognise(subject)


def public(name, program):
    """The commands below a program or a group with their full names, the group's own too."""
    if name != "setup-doctor":
        yield pytest.param(program, name, id=name)
    for word, deferred in getattr(program, "commands", {}).items():
        command = whole(deferred)
        yield from public(f"{name} {word}", command)


@pytest.mark.parametrize("command, name", [p for each in PROGRAMS.items() for p in public(*each)])
def test_every_command_has_a_section_with_exactly_its_options(command, name):
    sections = re.split(r"^## ", pages.text(REFERENCE), flags=re.MULTILINE)
    section = next((s for s in sections if s.partition("\n")[0] == name), None)
    assert section is not None, f"docs/commands.md has no section about {name}"
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    told = [set(re.findall(r"`(-{1,2}[a-z-]+)", row)) for row in rows]
    assert sorted(map(sorted, told)) == sorted(sorted(spellings) for spellings in options(command))


def test_the_options_of_the_program_itself_are_told():
    told = {word for c in SHOWN if c.program == "setup-doctor" for word in c.arguments}
    for spellings in options(PROGRAMS["setup-doctor"]):
        assert told & set(spellings), f"nothing is said about {spellings}"


# Installers


def parameters_of_install_sh():
    return set(re.findall(r"^    (--[a-z-]+)\)", pages.text(ROOT / "install.sh"), re.MULTILINE))


def parameters_of_install_ps1():
    block = re.search(
        r"^param\((.*?)^\)", pages.text(ROOT / "install.ps1"), re.MULTILINE | re.DOTALL
    )
    return {f"-{name}" for name in re.findall(r"\$(\w+)\b(?=\s*(?:=|,|$))", block[1], re.MULTILINE)}


def told_of(program, *from_pages):
    found = [c for c in SHOWN if c.program == program and c.page in {p.name for p in from_pages}]
    return {word for c in found for word in c.arguments if word.startswith("-")}


@readmes
def test_the_parameters_of_the_installers_are_told_all_of_them(page):
    assert told_of("install.sh", page) == parameters_of_install_sh()
    assert told_of("install.ps1", page) == parameters_of_install_ps1()


def test_no_page_names_a_parameter_that_an_installer_does_not_have():
    assert told_of("install.sh", *PAGES) <= parameters_of_install_sh()
    assert told_of("install.ps1", *PAGES) <= parameters_of_install_ps1()


def test_the_installers_are_twins():
    plain = {name.strip("-").replace("-", "") for name in parameters_of_install_sh()}
    assert plain == {name.strip("-").lower() for name in parameters_of_install_ps1()}


# Both languages


def without_comments(block):
    if block.language == "python":
        return ast.dump(ast.parse(block.code))
    return block.bare if block.language in {"sh", "powershell"} else block.code


def test_both_readmes_show_the_same_code():
    english, russian = pages.blocks(README), pages.blocks(RUSSIAN)
    assert [b.language for b in english] == [b.language for b in russian]
    assert list(map(without_comments, english)) == list(map(without_comments, russian))


def test_both_readmes_name_the_same_commands_in_the_same_order():
    def shown(page):
        return [(c.program, c.arguments) for c in pages.commands(page)]

    assert shown(README) == shown(RUSSIAN)


def test_both_readmes_have_the_same_shape():
    assert [len(row) for row in pages.rows(README)] == [len(row) for row in pages.rows(RUSSIAN)]
    assert len(pages.headings(README)) == len(pages.headings(RUSSIAN))


# Links and the picture


@page_by_page
def test_links_within_the_repository_lead_somewhere(page):
    for address in pages.links(page):
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), f"{page.name}: {address}"
        assert target.is_relative_to(ROOT)
        assert not anchor or anchor in pages.anchors(target), f"{page.name}: {address}"


@readmes
def test_the_run_in_the_text_is_the_run_in_the_picture(page):
    picture = re.sub(r"<[^>]+>", "", pages.text(ROOT / "docs" / "terminal.svg"))
    (run,) = (b.code.strip() for b in pages.blocks(page, "text"))
    assert [line for line in run.splitlines() if line not in picture.replace("&#160;", " ")] == []
    assert [line.split()[1] for line in run.splitlines()] == ["resemblyzer", "open"]


def test_the_picture_asks_nothing_of_the_network():
    picture = pages.text(ROOT / "docs" / "terminal.svg")
    addresses = set(re.findall(r"https?://[^\s\"')]+", picture))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name, not a place


# Python


@pytest.mark.parametrize("page", [README, RUSSIAN, *GUIDES, CONTRIBUTING], ids=lambda p: p.name)
def test_python_examples_compile(page):
    for block in pages.blocks(page, "python"):
        compile(block.code, page.name, "exec")


def test_the_example_of_a_check_finds_what_it_is_written_for():
    (example,) = (b for b in pages.blocks(CONTRIBUTING, "python") if "@check()" in b.code)
    there = dict(vars(interpreter))  # where the text puts it, with what is imported there
    exec(compile(example.code, CONTRIBUTING.name, "exec"), there)  # noqa: S102, our own text
    found = there["path"](FakeMachine(environ={"PYTHONPATH": "/opt/other"}))
    assert there["path"].id == found.cause == "python.path"
    assert "/opt/other" in str(found.message)
    assert there["path"](FakeMachine(environ={})).status.name == "OK"


# The changelog also names what there was.
@pytest.mark.parametrize("page", [README, RUSSIAN, *GUIDES, CONTRIBUTING], ids=lambda p: p.name)
def test_every_file_of_ours_that_a_page_names_is_there(page):
    for span in pages.spans(page):
        if re.fullmatch(r"(setup_doctor|diarizer|tests|scripts|benchmarks|docs)/[\w./-]*", span):
            assert (ROOT / span).exists(), f"{page.name}: {span}"


@readmes
def test_the_names_that_are_imported_from_the_library_are_public(page):
    for block in pages.blocks(page, "python"):
        for node in ast.walk(ast.parse(block.code)):
            if isinstance(node, ast.ImportFrom):
                if node.module == "resemblyzer":
                    continue  # the recipe that most people start from, with --full
                assert node.module == "diarizer"
                assert {alias.name for alias in node.names} <= set(diarizer.__all__)
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "diarizer":
                assert node.attr in diarizer.__all__


@readmes
def test_the_dictionary_has_the_shape_that_is_shown(page):
    (shown,) = (json.loads(b.code) for b in pages.blocks(page, "json"))
    turns = (Turn(Span(s["start"], s["end"]), s["speaker"]) for s in shown["segments"])
    assert Annotation(tuple(turns)).to_dict() == shown


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """A folder with the recordings that the README speaks of, made of the bundled one."""
    pytest.importorskip("resemblyzer", exc_type=ImportError)
    numpy, soundfile = pytest.importorskip("numpy"), pytest.importorskip("soundfile")
    folder = tmp_path_factory.mktemp("readme")
    samples, rate = soundfile.read(ROOT / "diarizer" / "sample" / "sample.flac")
    pieces = {"anna": samples[: 7 * rate], "boris": samples[7 * rate : 12 * rate]}
    pieces |= {"chair": pieces["anna"], "guest": pieces["boris"]}
    for name, piece in pieces.items():
        soundfile.write(folder / f"{name}.wav", piece, rate)
        soundfile.write(folder / f"{name}.mp3", piece, rate)
    # The ending does not matter: what a file holds decides.
    soundfile.write(folder / "meeting.m4a", numpy.asarray(samples), rate, format="FLAC")
    said = {"segments": [{"start": 1.0, "end": 4.0, "text": " Good morning."}]}
    (folder / "meeting.json").write_text(json.dumps(said), encoding="utf-8")
    (folder / "recordings").mkdir()
    soundfile.write(folder / "recordings" / "anna.wav", pieces["anna"], rate)
    return folder


def ran(folder, *arguments):
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_python_examples_run(recordings):
    code = "\n".join(block.code for block in pages.blocks(README, "python"))
    assert "SPEAKER_01" in ran(recordings, "-c", code)
    assert (recordings / "meeting.rttm").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        c
        for c in OURS
        if c.program == "diarize"
        and c.page == README.name
        and c.arguments != ("FILE",)
        # No microphone is where the tests run: tests/diarizer/cli/test_live.py has pipes and files.
        and "--live" not in c.arguments
    ],
    ids=str,
)
def test_the_diarize_examples_run(recordings, command):
    done = run("diarizer", *command.arguments, cwd=recordings)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "-o" in command.arguments


# What is said of the backends


@readmes
def test_the_table_of_backends_says_what_the_program_knows(page):
    table = pages.rows(page)
    (head,) = (row for row in table if row[1:] == list(backends()))
    licences, megabytes = table[table.index(head) + 3], table[table.index(head) + 4]
    for column, name in enumerate(head[1:], 1):
        assert licences[column] == MODELS[name].licence
        windows = downloads.table()["windows"]
        for kind in downloads.kinds("windows", name):
            # Not in a longer number; of the words around it each page has its own.
            assert re.search(rf"\b{windows.megabytes(name, kind)}\b", megabytes[column])
        for address in MODELS[name].pages:
            assert address in pages.text(page)


@readmes
def test_what_is_fetched_on_each_platform_stands_in_the_table_of_sizes(page):
    table = pages.rows(page)
    (head,) = (row for row in table if "Windows x64" in row)
    rows = table[table.index(head) + 2 :]
    for row, kind in zip(rows, downloads.KINDS, strict=False):
        platforms = [cell.split()[0].lower() for cell in head[1:]]
        assert row[1:] == [_fetched(name, kind) for name in platforms]


def _fetched(name, kind):
    platform = downloads.table()[name]
    if kind not in downloads.kinds(name, "resemblyzer"):
        return "-"
    open_too = platform.pieces("open", downloads.LIGHT)
    return str(downloads.megabytes(platform.pieces("resemblyzer", kind) | open_too))


@readmes
def test_no_backend_is_offered_that_the_library_does_not_have(page):
    (head,) = (row[1:] for row in pages.rows(page) if row[1:] == list(backends()))
    assert set(head) <= set(BACKENDS)


# The catalogue


def causes_in_the_source():
    """Every cause that a check, an error message or the runner can give."""
    places = dict.fromkeys(("failed", "warning", "note", "absent", "unknown"), 0)
    places |= {"Combination": 0, "Judgement": 0, "Finding": 2}
    found = set()
    for path in ROOT.glob("setup_doctor/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in places and len(node.args) > places[name]:
                cause = node.args[places[name]]
                if isinstance(cause, ast.Constant):
                    found.add(cause.value)
    return found


def causes_of_symptoms():
    return {symptom.cause for symptom in SYMPTOMS}


def test_the_page_of_the_symptoms_is_the_one_that_the_entries_give():
    script = ROOT / "scripts" / "make_symptoms_page.py"
    done = subprocess.run([sys.executable, script, "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run python scripts/make_symptoms_page.py"


def causes_in_the_catalogue():
    cells = [row[0] for row in pages.rows(CATALOGUE)]
    return [cell.strip("`") for cell in cells if re.fullmatch(r"`[a-z]+\.[\w-]+`", cell)]


def test_the_source_was_read():
    assert len(causes_in_the_source()) > 50
    assert {"smoke.failed", "skipped.blocked", "packages.resampy"} <= causes_in_the_source()


def test_each_cause_has_one_row_and_no_row_is_about_nothing():
    told = causes_in_the_catalogue()
    # A symptom of a pasted error has its place in the page that is made of them.
    needed = causes_in_the_source() | set(CAUSES)
    assert needed <= set(told) <= needed | causes_of_symptoms()
    assert len(told) == len(set(told))


def test_each_row_of_a_cause_has_a_meaning_and_a_way_out():
    for row in pages.rows(CATALOGUE):
        if row[0].strip("`") in causes_in_the_catalogue():
            assert len(row) == 3
            assert all(row)


def test_each_check_has_a_heading_in_the_order_of_the_list():
    assert pages.headings(CATALOGUE, 3) == [check.id for check in collect()]


def test_each_check_says_what_why_causes_and_fix():
    for check in pages.text(CATALOGUE).split("\n### ")[1:]:
        section = check.partition("\n## ")[0]
        for label in ("Looks at", "Why.", "Usual causes.", "Fix."):
            assert f"- **{label}**" in section, section.partition("\n")[0]


@pytest.mark.parametrize("page", [README, RUSSIAN, *GUIDES], ids=lambda page: page.name)
def test_no_page_names_an_id_that_does_not_exist(page):
    known = {check.id for check in collect()} | causes_in_the_source() | set(CAUSES)
    known |= causes_of_symptoms()
    areas = "|".join({name.partition(".")[0] for name in known})
    named_here = {word for span in pages.spans(page) for word in span.replace(",", "").split()}
    assert {w for w in named_here if re.fullmatch(rf"({areas})\.[a-z0-9-]+", w)} <= known


def test_the_signs_are_those_of_the_terminal():
    shown = [row[:2] for row in pages.rows(CATALOGUE)]
    for status, sign in UNICODE.by_status.items():
        assert [f"`{sign}`", f"`{ASCII.by_status[status]}`"] in shown


@readmes
def test_the_error_messages_in_the_table_are_known_to_explain(page):
    text = pages.prose(page)
    start = text.index("| `Microsoft Visual C++ 14.0")
    table = text[start : text.index("\n\n", start)].splitlines()
    for line in table[:-1]:
        messages = re.findall(r"`([^`]+)`", line.split("|")[1])
        assert any(map(recognise, messages)) or "running scripts is disabled" in line, line
