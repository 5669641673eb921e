"""The archive for whoever helps: what is in it, what is not, and that nobody is surprised by it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.commands import secrets_of_this_machine, support
from setup_doctor.commands.unwritable import UnwritableError
from setup_doctor.examination.selection import Request
from setup_doctor.machine.process import Completed
from setup_doctor.model import Report
from setup_doctor.render.output import Output
from tests.processes import run
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine

# One for each place in which a secret can stand, none of them like another.
SECRETS = {
    "HF_TOKEN": "odd-token-without-the-usual-beginning",
    "token file": "hf_StandsInTheFile0123456789abcdef",
    "stored token": "hf_oauth_eyJhbGciOiJG.eyJzdWIiOiJ0.StoredSignature",
    "refresh token": "opaque-refresh-token-0123456789",
    "pip settings": "Pa55word-of-the-index",
    "proxy setting": "Pa55word-of-the-proxy",
    "HTTPS_PROXY": "Pa55word-of-the-variable",
    "PIP_EXTRA_INDEX_URL": "glpat-AbCdEfGhIjKlMnOpQrSt",
    "installed from": "ghp_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    "named log": "hf_StandsInALog0123456789abcdefgh",
    "log of pip": "Pa55word-in-the-log-of-pip",
    "log of a download": "hf_jwt_eyJhbGciOiJG.eyJzdWIiOiJ1.XetSignature",
    "file of the project": "hf_StandsInTheProject0123456789ab",
    "OTHER_API_KEY": "whatever-opens-another-service",
}
USER = "Евгений Тест"
# All of them take longer than everything else in here.
WITH_FEW_CHECKS = """
from dataclasses import replace
from setup_doctor.cli.app import main
from setup_doctor.commands import support
examine = support.examine
def examine_few(machine, request, output, **options):
    few = replace(request, only=("python", "disk", "huggingface.token"))
    return examine(machine, few, output, **options)
support.examine = examine_few
main()
"""


def planted(folder: Path) -> dict[str, str]:
    """Every secret in its place below `folder`; returns the variables that lead there."""
    home, hub, packages = folder / USER, folder / USER / "hf", folder / USER / "packages"
    record = packages / "private_tool-1.0.dist-info"
    address = f"https://{SECRETS['installed from']}@example.org/tool.git"
    files = {
        hub / "token": SECRETS["token file"],
        hub / "stored_tokens": f"[a]\nhf_token = {SECRETS['stored token']}\n"
        f"refresh_token = {SECRETS['refresh token']}\n",
        hub / "xet" / "logs" / "xet_1.log": f"Authorization: Bearer {SECRETS['log of a download']}",
        home / "pip.ini": "[global]\n"
        f"index-url = https://eva:{SECRETS['pip settings']}@example.org/simple\n"
        f"proxy = eva:{SECRETS['proxy setting']}@proxy.example:3128\n",
        home / "pip.log": f"Looking in https://eva:{SECRETS['log of pip']}@example.org/",
        home / "install.log": f"{home} token={SECRETS['named log']}",
        home / "setup-doctor.toml": '[[suppress]]\nid = "disk.space"\n'
        f'reason = "see {SECRETS["file of the project"]}"\n',
        record / "METADATA": "Metadata-Version: 2.1\nName: private-tool\nVersion: 1.0\n",
        record / "RECORD": "",
        record / "direct_url.json": json.dumps(
            {"url": address, "vcs_info": {"vcs": "git", "commit_id": "0" * 40}}
        ),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "USER": USER,
        "USERNAME": USER,
        "HF_HOME": str(hub),
        "HF_TOKEN": SECRETS["HF_TOKEN"],
        "HTTPS_PROXY": f"http://eva:{SECRETS['HTTPS_PROXY']}@127.0.0.1:9",
        "PIP_CONFIG_FILE": str(home / "pip.ini"),
        "PIP_EXTRA_INDEX_URL": f"https://{SECRETS['PIP_EXTRA_INDEX_URL']}@example.org/simple",
        "PIP_LOG": str(home / "pip.log"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3]), str(packages)]),
        "OTHER_API_KEY": SECRETS["OTHER_API_KEY"],
    }


def test_no_secret_and_no_name_of_any_source_is_in_the_archive(tmp_path):
    pytest.importorskip("huggingface_hub")
    environ = {**os.environ, **planted(tmp_path)}
    target = tmp_path / "for helpers.zip"
    log = tmp_path / USER / "install.log"
    words = ["support", str(log), "--output", str(target), "--yes", "--offline", "--no-smoke"]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITH_FEW_CHECKS, *words],
        env=environ,
        cwd=tmp_path / USER,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(target) as archive:
        content = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert not (tmp_path / "for helpers.zip.part").exists()
    ascii_only = json.dumps(USER)[1:-1]
    for name, words in {**content, "on the screen": done.stdout + done.stderr}.items():
        found = [place for place, secret in SECRETS.items() if secret in words]
        assert not found, f"{name} holds the secret of {found}"
        last = [place for place, secret in SECRETS.items() if secret.rpartition(".")[2] in words]
        assert not last, f"{name} holds the end of the secret of {last}"
        if name != "on the screen":
            assert USER not in words, name
            assert ascii_only not in words, name
    # They were there to be found.
    assert "private-tool @ git+https://***@example.org/tool.git" in content["pip-freeze.txt"]
    assert "global.proxy='***@proxy.example:3128'" in content["pip-config.txt"]
    assert "HF_TOKEN=(set, not shown)\n" in content["variables.txt"]
    assert content["files/install.log"] == "~ token=hf_***"
    assert "Bearer ***" in content["files/xet_1.log"]
    assert "https://***@example.org/" in content["files/pip.log"]
    assert json.loads(content["report.json"])["schema_version"] == 1
    assert content["report.md"].startswith("### setup-doctor ")


@pytest.fixture
def shown(monkeypatch, tmp_path, capsys):
    """Runs the command on a machine of facts; returns the exit code and what was said."""
    monkeypatch.setattr(support, "examine", lambda *_, **__: Report((), (), {"python": "3.12"}))
    monkeypatch.setattr(secrets_of_this_machine, "places", lambda: ())
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.chdir(tmp_path)
    machine = FakeMachine(
        interpreter=replace(LINUX_PYTHON, prefix=tmp_path / ".venv"),
        answers=lambda asked: Completed(0, f"{asked} of eva\n"),
        environ={"PATH": "/bin", "USER": "eva"},
    )

    def show(*arguments, **options):
        code = support.support(machine, Request(), Output(), *arguments, **options)
        return code, capsys.readouterr().err.splitlines()

    return show


LISTED = [
    "Looking at this machine, as check does.",
    "In the archive, without tokens, passwords and names:",
    "  report.json              0.1 kB  the report, for programs",
    "  report.md                0.1 kB  the report, to paste",
    "  pip-freeze.txt           0.1 kB  the installed packages",
    "  pip-check.txt            0.1 kB  which of them do not go together",
    "  pip-config.txt           0.1 kB  the settings of pip",
    "  pip-debug.txt            0.1 kB  how pip sees this Python",
    "  python.txt               0.1 kB  where this Python looks for packages",
    "  programs.txt             0.1 kB  other programs and their versions",
    "  variables.txt            0.0 kB  variables that matter here",
]


def test_what_is_in_it_is_shown_and_a_dry_run_writes_nothing(shown, tmp_path):
    path = tmp_path / "a.zip"
    assert shown(path, dry_run=True) == (0, [*LISTED, "This was a dry run: nothing was written."])
    assert not path.exists()


def test_without_a_terminal_nothing_is_written_unless_it_was_agreed_to(
    shown, tmp_path, monkeypatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    path = tmp_path / "a.zip"
    nobody = "There is no terminal to ask on. Run the same command with --yes to go on."
    assert shown(path) == (1, [*LISTED, nobody])
    code, said = shown(path, yes=True)
    assert (code, said[-2]) == (0, f"Written: {path}")
    assert said[-1] == "Nothing was sent. Look into it, then attach it to your report."
    with zipfile.ZipFile(path) as archive:
        assert [f"  {name}" for name in archive.namelist()] == [
            line.rstrip().partition(" kB")[0].rsplit(maxsplit=1)[0].rstrip() for line in said[2:-2]
        ]
        assert archive.read("pip-check.txt") == (
            b"$ python -m pip check\n-X utf8 -m pip check of ***\n(exit code 0)\n"
        )


def test_a_log_in_the_letters_of_powershell_is_read_and_two_of_one_name_both_come(shown, tmp_path):
    logs = [tmp_path / "a" / "x.log", tmp_path / "b" / "x.log"]
    for log in logs:
        log.parent.mkdir()
        log.write_text("ошибка", encoding="utf-16")
    path = tmp_path / "a.zip"
    assert shown(path, logs, yes=True)[0] == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.read("files/x.log").decode("utf-8") == "ошибка"
        assert archive.read("files/_x.log").decode("utf-8") == "ошибка"


def test_an_archive_whose_writing_fails_leaves_nothing_and_says_where_else(
    shown, tmp_path, monkeypatch
):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    path = tmp_path / "a.zip"
    with pytest.raises(UnwritableError) as caught:
        shown(path, yes=True)
    assert str(caught.value.sentence) == f"{path} cannot be written: No space left on device."
    assert str(caught.value.step) == f'Name another place: --output "{Path.home() / "a.zip"}"'
    assert not list(tmp_path.glob("a.zip*"))


def test_an_archive_that_could_not_be_written_is_refused_before_the_look(tmp_path):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    looked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(support, "examine", lambda *_, **__: looked.append(1))
        with pytest.raises(UnwritableError, match="taken"):
            support.support(
                FakeMachine(), Request(), Output(), tmp_path / "taken" / "a.zip", yes=True
            )
    assert not looked


@pytest.mark.parametrize(
    "name, said",
    [("there.zip", "is there already."), ("gone/a.zip", "There is no folder ")],
)
def test_nothing_is_written_over_and_no_folder_is_made(name, said, tmp_path):
    (tmp_path / "there.zip").touch()
    with pytest.raises(support.TargetError, match=said):
        support.target(tmp_path / name)


def test_a_folder_and_no_word_at_all_give_a_name_with_the_time(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert support.target(tmp_path).parent == tmp_path
    assert support.target(None).name.startswith("setup-doctor-support-20")


@pytest.mark.parametrize("arguments", [("no-such.log",), ("--output", "no-such-folder/a.zip")])
def test_a_log_or_a_folder_that_is_not_there_is_wrong_usage(arguments):
    done = run("setup_doctor", "support", *arguments)
    assert (done.returncode, "no-such" in done.stderr, done.stdout) == (2, True, "")


@pytest.mark.parametrize(
    "name, secret",
    [
        *((n, True) for n in ("HF_TOKEN", "GITHUB_TOKEN", "OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY")),
        *((n, True) for n in ("TWINE_PASSWORD", "hf_token", "DB_PASS")),
        *((n, False) for n in ("PATH", "KEYBOARD", "HF_HUB_DISABLE_IMPLICIT_TOKENS", "PYTHONPATH")),
    ],
)  # fmt: skip
def test_a_variable_is_known_for_a_secret_by_its_name(name, secret):
    assert secrets_of_this_machine.is_one(name) is secret
