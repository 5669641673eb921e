"""`check` and `rerun` as they are typed: documents, pages, suppression, memory, watching."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from diarizer.files import writable
from setup_doctor.commands import unwritable
from setup_doctor.commands.watch import Watch
from setup_doctor.render.output import Output
from tests.processes import run
from tests.setup_doctor.cli.test_cli import doctor

QUICK = ("--only", "python", "--offline")


def here(folder, *arguments):
    """The doctor, started in ``folder``."""
    done = run("setup_doctor", *arguments, cwd=folder)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_each_document_is_alone_on_stdout():
    assert json.loads(doctor("check", *QUICK, "--format", "json").stdout)["schema_version"] == 1
    assert json.loads(doctor("check", *QUICK, "--json").stdout)["schema_version"] == 1
    assert doctor("check", *QUICK, "--format", "markdown").stdout.startswith("### setup-doctor ")
    assert ET.fromstring(doctor("check", *QUICK, "--format", "junit").stdout).tag == "testsuite"


def test_a_quiet_check_of_what_is_well_prints_nothing_but_a_document_for_programs(tmp_path):
    well = ("--quiet", "--only", "disk")
    for form in ((), ("--format", "markdown"), ("--verbose",)):
        done = doctor("check", *well, *form)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(doctor("check", *well, "--json").stdout)["results"] == []
    assert not list(
        ET.fromstring(doctor("check", *well, "--format", "junit").stdout.strip()).iter("testcase")
    )
    page = tmp_path / "report.html"
    doctor("check", *well, "--html", str(page))
    assert "disk.space" in page.read_text(encoding="utf-8")


def test_a_quiet_check_tells_of_what_is_wrong_alone():
    wrong = ("check", "-q", "--only", "huggingface.token", "--only", "disk", "--strict")
    quoted = {"HF_TOKEN": '"hf_' + "A1b2C3d4" * 4 + '"'}
    done = doctor(*wrong, **quoted)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "Hugging Face"
    assert "huggingface.token-dirty" in done.stdout
    assert "disk" not in done.stdout.lower()
    found = json.loads(doctor(*wrong, "--json", **quoted).stdout)
    assert [each["id"] for each in found["results"]] == ["huggingface.token"]
    assert found["exit_code"] == 1
    assert "disk.space" not in doctor(*wrong, "--format", "markdown", **quoted).stdout


def test_the_real_report_is_as_its_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    schema = Path(__file__).parents[3] / "docs" / "schema" / "report-1.schema.json"
    found = json.loads(doctor("check", "--no-smoke", "--offline", "--json").stdout)
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))


def test_the_markdown_of_this_machine_names_neither_home_nor_user():
    text = doctor("check", "--no-smoke", "--offline", "--format", "markdown", USER="gloria").stdout
    assert str(Path.home()) not in text.replace("/root", str(Path.home())) or Path.home() == Path(
        "/root"
    )
    assert "gloria" not in text


def test_the_page_is_written_beside_what_is_shown(tmp_path):
    done = doctor("check", *QUICK, "--html", str(tmp_path / "отчёт.html"))
    assert "Python" in done.stdout
    assert f"Written: {tmp_path / 'отчёт.html'}" in done.stderr
    assert "<!doctype html>" in (tmp_path / "отчёт.html").read_text(encoding="utf-8")


def test_a_page_in_a_folder_that_is_not_there_or_in_the_place_of_one_is_wrong_usage(tmp_path):
    done = doctor("check", *QUICK, "--html", str(tmp_path / "no" / "report.html"))
    assert done.returncode == 2
    assert "no" in done.stderr
    done = doctor("check", *QUICK, "--html", str(tmp_path), COLUMNS="1000")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        f'{tmp_path} is a folder. Name a file: --html "{tmp_path / "report.html"}"' in done.stderr
    )


CLOSED = Path("/proc")  # a folder in which nobody makes a file; wine shows it, too, by another name
needs_closed = pytest.mark.skipif(
    sys.platform == "win32" or not CLOSED.is_dir(),
    reason="no folder here that takes no file from anybody",
)


@needs_closed
@pytest.mark.parametrize(
    "language, said",
    [
        (
            "en",
            "Error: /proc/report.html cannot be written: No such file or directory.\n"
            'Next: Name another place: --html "{home}/report.html"\n',
        ),
        (
            "ru",
            "Ошибка: Не удаётся записать /proc/report.html: No such file or directory.\n"
            'Дальше: Укажите другое место: --html "{home}/report.html"\n',
        ),
    ],
)
def test_a_page_that_could_not_be_written_is_refused_before_the_look(language, said, tmp_path):
    done = doctor(
        *("check", *QUICK, "--html", str(CLOSED / "report.html")),
        SETUP_DOCTOR_LANG=language,
        HOME=str(tmp_path),
        USER="nobody-here",
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == said.format(home=tmp_path)
    assert not list(tmp_path.iterdir())


def test_where_the_own_folder_takes_no_file_either_the_one_for_temporary_files_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(tmp_path / "taken"))
        assert writable.elsewhere("a.html") == Path(tempfile.gettempdir()) / "a.html"
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(tmp_path))
        assert writable.elsewhere("a.html") == tmp_path / "a.html"


def test_an_old_page_that_is_closed_is_known_before_the_look_and_stays(tmp_path):
    page = tmp_path / "report.html"
    page.write_text("of yesterday", "utf-8")
    unwritable.tried(page, "--html")
    assert page.read_text("utf-8") == "of yesterday"
    page.chmod(0o444)
    try:
        page.open("ab").close()
    except OSError:
        with pytest.raises(unwritable.UnwritableError, match="cannot be written"):
            unwritable.tried(page, "--html")
    else:
        pytest.skip("this user may write to every file")
    finally:
        page.chmod(0o644)


@needs_closed
def test_what_is_to_be_suppressed_where_nothing_can_be_written_is_a_sentence():
    done = here(CLOSED, "check", "--suppress", "disk", "--reason", "a test")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: /proc/setup-doctor.toml cannot be written: No such file or directory.\n"
        f'Next: Go to the folder of your project, and run it again: cd "{Path.home()}"\n'
    )


def test_an_unknown_format_is_wrong_usage():
    done = doctor("check", "--format", "docx")
    assert done.returncode == 2
    assert "markdown" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_under_stdout_is_a_sentence():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "setup_doctor", "check", *QUICK, "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "The disk is full: the output could not be written.\n"


def test_a_suppression_is_remembered_in_the_project_and_shown(tmp_path):
    said = here(tmp_path, "check", *QUICK, "--suppress", "python.environment", "--reason", "docker")
    assert "setup-doctor.toml" in said.stderr
    file = (tmp_path / "setup-doctor.toml").read_text(encoding="utf-8")
    assert file == '[[suppress]]\nid = "python.environment"\nreason = "docker"\n'
    (tmp_path / "below").mkdir()
    assert here(tmp_path / "below", "check", *QUICK).returncode in {0, 3}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--suppress", "python.environment"),
        ("--reason", "because"),
        ("--suppress", "python.gone", "--reason", "because"),
    ],
    ids=" ".join,
)
def test_a_suppression_without_a_reason_or_a_check_is_wrong_usage(tmp_path, arguments):
    done = here(tmp_path, "check", *QUICK, *arguments)
    assert done.returncode == 2
    assert not (tmp_path / "setup-doctor.toml").exists()


def test_a_damaged_project_file_is_told_of_and_no_defect(tmp_path):
    (tmp_path / "setup-doctor.toml").write_text("[[suppress", encoding="utf-8")
    done = here(tmp_path, "check", *QUICK)
    assert done.returncode == 2
    assert "Wanted: [[suppress]]" in done.stderr


@pytest.fixture
def remembering(tmp_path):
    """The doctor in an environment of its own, so that what it remembers is ours."""
    folder = tmp_path / "venv"
    new = [sys.executable, "-m", "venv", "--without-pip", "--system-site-packages", str(folder)]
    subprocess.run(new, check=True, timeout=120)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    paths = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, sys.path)])
    environ = {**os.environ, "PYTHONPATH": paths, "HF_HOME": str(tmp_path / "hf")}

    def run(*arguments, token=""):
        done = subprocess.run(
            [str(python), "-X", "utf8", "-m", "setup_doctor", *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**environ, "HF_TOKEN": token},
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run


@pytest.mark.slow
def test_rerun_looks_only_at_what_was_not_well(remembering):
    assert remembering("rerun").returncode == 2  # nothing is remembered yet
    only = ("--only", "huggingface.token", "--only", "disk")
    quoted = '"hf_' + "A1b2C3d4" * 4 + '"'
    first = json.loads(remembering("check", *only, "--json", token=quoted).stdout)
    assert {r["id"]: r["status"] for r in first["results"]}["huggingface.token"] == "warning"
    again = json.loads(remembering("rerun", "--json", token=quoted).stdout)
    assert [r["id"] for r in again["results"]] == ["huggingface.token"]
    mended = json.loads(remembering("rerun", "--json", token=quoted.strip('"')).stdout)
    assert [r["status"] for r in mended["results"]] == ["ok"]
    done = remembering("rerun")
    assert (done.returncode, "the last check found all well" in done.stderr) == (0, True)


def test_watching_looks_again_when_a_file_appears(tmp_path):
    token, codes = tmp_path / "token", [1, 1, 0]
    looks = []

    def look():
        looks.append(time.monotonic())
        return codes[len(looks) - 1]

    def save():
        while len(looks) < 1:
            time.sleep(0.01)
        time.sleep(0.2)
        token.write_text("x", encoding="utf-8")
        while len(looks) < 2:
            time.sleep(0.01)
        time.sleep(0.2)
        os.utime(token, (1, 1))

    thread = threading.Thread(target=save)
    thread.start()
    code = Watch((token,), step=0.05, at_latest=60).until_ready(look, Output())
    thread.join()
    assert (code, len(looks)) == (0, 3)


def test_watching_looks_again_without_a_change_because_terms_leave_no_file():
    codes = iter([1, 3, 0])
    watch = Watch((), step=0.01, at_latest=0.05)
    assert watch.until_ready(lambda: next(codes), Output()) == 0
    assert next(codes, None) is None
