"""The login by a code, with the real client and a Hub that says what the person did in the browser."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytest.importorskip("huggingface_hub")

from setup_doctor.commands import browser_login
from tests.fakehub import (
    ACCOUNT,
    GOOD_TOKEN,
    OAUTH_TOKEN,
    REFRESH_TOKEN,
    RENEWED_TOKEN,
    DeviceLogin,
    FakeHub,
    Fault,
    captive_portal,
)
from tests.fakehub.client import environment
from tests.processes import run

pytestmark = pytest.mark.skipif(
    browser_login.offered() is None, reason="this huggingface_hub has no login by browser"
)
SECRETS = (OAUTH_TOKEN, RENEWED_TOKEN, REFRESH_TOKEN, OAUTH_TOKEN.rpartition(".")[2])


def doctor(hub, home, *arguments, **extra):
    env = environment(hub, home, **{"HF_TOKEN": "", **extra})
    done = run("setup_doctor", *arguments, env=env, timeout=120)
    everything = done.stdout + done.stderr
    assert "Traceback" not in everything
    assert not [secret for secret in SECRETS if secret in everything]
    return done


def test_a_page_and_a_code_are_shown_and_what_comes_is_stored_with_what_renews_it(tmp_path):
    with FakeHub() as hub:
        done = doctor(hub, tmp_path, "token", "set", "--browser")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "Open this page in a browser, here or on any other device:",
        f"  {hub.url}/oauth/device",
        "Log in with your account, compare the code or enter it, and agree:",
        "  52AT-FLYZ",
        "Waiting for that, for 5 min. Ctrl-C ends it.",
        f"Stored in {tmp_path / 'token'}, for the account {ACCOUNT}.",
    ]
    assert (tmp_path / "token").read_text(encoding="utf-8") == OAUTH_TOKEN
    assert REFRESH_TOKEN in (tmp_path / "stored_tokens").read_text(encoding="utf-8")


def test_a_login_that_runs_out_is_renewed_before_it_is_used(tmp_path):
    with FakeHub() as hub:
        hub.login = DeviceLogin(pending=0, lifetime=3600)
        assert doctor(hub, tmp_path, "token", "set", "--browser").returncode == 0
        done = doctor(hub, tmp_path, "check", "--only", "huggingface.account")
    assert f"The token belongs to {ACCOUNT}" in done.stdout
    assert (tmp_path / "token").read_text(encoding="utf-8") == RENEWED_TOKEN


@pytest.mark.parametrize(
    "ending, said",
    [
        ("access_denied", "The login was refused in the browser."),
        ("expired_token", "The code ran out before it was entered."),
    ],
)
def test_a_login_that_comes_to_nothing_stores_nothing_and_says_why(ending, said, tmp_path):
    with FakeHub() as hub:
        hub.login = DeviceLogin(pending=0, ending=ending)
        done = doctor(hub, tmp_path, "token", "set", "--browser")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        said,
        "Nothing was stored. Again: setup-doctor token set --browser",
    ]
    assert not (tmp_path / "token").exists()


@pytest.mark.parametrize(
    "fault, code, cause",
    [
        (captive_portal(), 3, "network.captive-portal"),
        (Fault(status=500), 3, "huggingface.server-error"),
    ],
    ids=["portal", "error"],
)
def test_a_hub_that_gives_no_code_is_told_of_as_in_a_download(fault, code, cause, tmp_path):
    with FakeHub() as hub:
        hub.fail(fault)
        done = doctor(hub, tmp_path, "token", "set", "--browser")
    assert (done.returncode, f"cause {cause}" in done.stderr) == (code, True), done.stderr
    assert "Nothing was stored." in done.stderr


def test_a_client_without_it_is_told_of_with_the_command_that_brings_it(tmp_path):
    (tmp_path / "huggingface_hub").mkdir()
    (tmp_path / "huggingface_hub" / "__init__.py").touch()
    with FakeHub() as hub:
        found = environment(hub, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "setup_doctor", "token", "set", "--browser"],
        env={**found, "PYTHONPATH": os.pathsep.join([str(tmp_path), found["PYTHONPATH"]])},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The login by browser needs huggingface_hub 1.21 or newer.\n")
    assert "pip install --upgrade" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal to be had from Python")
@pytest.mark.parametrize("typed, token", [("\n", OAUTH_TOKEN), (f"{GOOD_TOKEN}\n", GOOD_TOKEN)])
def test_in_a_terminal_enter_alone_leads_to_the_browser_and_a_paste_is_taken(
    typed, token, tmp_path
):
    import pty

    ours, theirs = pty.openpty()
    with FakeHub() as hub:
        asking = subprocess.Popen(
            [sys.executable, "-m", "setup_doctor", "token", "set"],
            env=environment(hub, tmp_path, HF_TOKEN=""),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # else it would ask on the terminal of whoever runs the tests
        )
        said = ""
        while not said.endswith("browser: ") and (letter := asking.stderr.read(1)):
            said += letter  # what is typed before it asks is thrown away
        os.write(ours, typed.encode())
        said += "".join(asking.communicate(timeout=60))
    os.close(ours)
    os.close(theirs)
    assert "Token (it is not shown), or Enter alone to log in with a browser: " in said
    assert (asking.returncode, GOOD_TOKEN in said) == (0, False)
    assert (tmp_path / "token").read_text(encoding="utf-8") == token
