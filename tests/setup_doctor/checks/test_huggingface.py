"""Every caller and every broken line, through the program as a user would meet them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("huggingface_hub")

from tests.dist_info import write_down
from tests.fakehub import (
    ACCOUNT,
    GOOD_TOKEN,
    PERSONAS,
    WRONG_TOKEN,
    FakeHub,
    Fault,
    captive_portal,
    rate_limit,
    redirect_loop,
    stand_ins,
)
from tests.fakehub.client import environment
from tests.processes import run

SECRETS = (GOOD_TOKEN, WRONG_TOKEN, GOOD_TOKEN[3:], WRONG_TOKEN[3:])
COMMUNITY = "pyannote/speaker-diarization-community-1"


def doctor(hub, home, *arguments, typed="", **extra):
    env = environment(hub, home, **extra)
    done = run("setup_doctor", *arguments, typed=typed, env=env, timeout=120)
    everything = done.stdout + done.stderr
    assert "Traceback" not in everything
    assert not [secret for secret in SECRETS if secret in everything]
    return done


def rows(hub, home, **extra):
    done = doctor(hub, home, "check", "--json", "--only", "huggingface", **extra)
    found = json.loads(done.stdout)
    return {r["id"].partition(".")[2]: r for r in found["results"]}, done.returncode


def causes(found):
    return {
        name: row["cause"] for name, row in found.items() if row["status"] not in {"ok", "skipped"}
    }


OLDER = {"segmentation", "pipeline-3-1"}
EXPECTED = {
    "good": {},
    "fine-grained": {},
    "no-token": {
        "token": "huggingface.no-token",
        "reach": "huggingface.not-asked",
        "account": "huggingface.no-token",
    },
    "wrong-token": {"account": "huggingface.token-invalid"},
    "terms-not-accepted": dict.fromkeys({"community", *OLDER}, "huggingface.terms-not-accepted"),
    "pending": dict.fromkeys({"community", *OLDER}, "huggingface.access-pending"),
    "rejected": dict.fromkeys({"community", *OLDER}, "huggingface.access-rejected"),
    "reset": dict.fromkeys({"community", *OLDER}, "huggingface.access-reset"),
    "too-narrow": {"account": "huggingface.token-too-narrow"},
    "one-of-two": {"segmentation": "huggingface.terms-not-accepted"},
    "plda-forgotten": {"community": "huggingface.terms-not-accepted"},
}


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_caller_learns_the_one_thing_that_is_missing(persona, tmp_path):
    with FakeHub(persona=persona) as hub:
        found, code = rows(hub, tmp_path)
    assert causes(found) == EXPECTED[persona]
    assert code == (0 if not {"community", "account"} & EXPECTED[persona].keys() else 1)


@pytest.mark.parametrize(
    "persona", ["terms-not-accepted", "pending", "rejected", "reset", "one-of-two"]
)
def test_a_page_that_is_shut_is_named_with_its_address(persona, tmp_path):
    with FakeHub(persona=persona) as hub:
        found, _ = rows(hub, tmp_path)
    for row in found.values():
        for remedy in row["remedies"]:
            text = remedy["title"] + remedy["page"] + json.dumps(row["evidence"])
            assert "https://huggingface.co/pyannote/" in text


def test_segmentation_has_a_row_of_its_own_whatever_happens(tmp_path):
    for persona in ("good", "no-token", "one-of-two"):
        with FakeHub(persona=persona) as hub:
            assert "segmentation" in rows(hub, tmp_path)[0]


def test_a_good_token_is_told_by_its_account_and_not_by_its_letters(tmp_path):
    with FakeHub() as hub:
        found, _ = rows(hub, tmp_path)
    assert found["account"]["message"] == f"The token belongs to {ACCOUNT}"


FAULTS = {
    "captive portal": ([captive_portal()], "network.captive-portal"),
    "redirect loop": ([redirect_loop()], "network.redirect-loop"),
    "silent server": ([Fault(cut="stall")], "network.silent"),
    "rate limit": ([rate_limit(30)], "huggingface.rate-limited"),
    "server error": ([Fault(match=".", status=500)], "huggingface.server-error"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_network_that_fails_is_could_not_be_checked_and_not_wrong(name, tmp_path):
    faults, cause = FAULTS[name]
    with FakeHub() as hub:
        hub.fail(*faults)
        found, code = rows(hub, tmp_path)
    assert found["reach"]["cause"] == cause
    assert found["reach"]["status"] == "unknown"
    assert found["account"]["status"] == "skipped"
    assert code == 3


@pytest.mark.parametrize(
    "certificate, cause",
    [("expired", "network.certificate-expired"), ("untrusted", "network.tls-intercepted")],
)
def test_a_connection_that_is_re_signed_is_told_by_whose_certificate(certificate, cause, tmp_path):
    # Trusting the first leaves nothing wrong with it but its date.
    trusted = str(Path(__file__).parents[2] / "fakehub" / "expired.pem")
    with FakeHub(certificate=certificate) as hub:
        found, code = rows(hub, tmp_path, SSL_CERT_FILE=trusted)
    assert (found["reach"]["cause"], code) == (cause, 3)
    if cause == "network.tls-intercepted":
        shown = [e["seen"] for e in found["reach"]["evidence"] if e["looked_at"] == "certificate"]
        assert re.fullmatch(r"issued by \S.*", shown[0])
        assert "nobody" not in shown[0]


def test_a_port_that_nobody_listens_on_is_told_as_such(tmp_path):
    with FakeHub() as hub:
        found, code = rows(hub, tmp_path, HF_ENDPOINT="http://127.0.0.1:9")
    assert (found["reach"]["cause"], code) == ("network.refused", 3)


def test_offline_mode_is_named_and_nothing_is_asked(tmp_path):
    with FakeHub() as hub:
        found, code = rows(hub, tmp_path, HF_HUB_OFFLINE="1")
        assert hub.log == []
    assert (found["reach"]["cause"], code) == ("huggingface.offline-mode", 3)


BOM = "\ufeff"


@pytest.mark.parametrize(
    "content, cause, seen",
    [
        ((BOM + GOOD_TOKEN).encode("utf-8"), "huggingface.token-dirty", "a byte order mark"),
        (f'"{GOOD_TOKEN}"'.encode(), "huggingface.token-dirty", "quotes"),
        (f"Bearer {GOOD_TOKEN}\r\n".encode(), "huggingface.token-dirty", 'the word "Bearer"'),
        (GOOD_TOKEN.encode("utf-16"), "huggingface.token-dirty", "UTF-16"),
        (f"  {GOOD_TOKEN}\r\n".encode(), "", "a token"),
        (b"api-key-of-another-service", "huggingface.token-malformed", "a token"),
        ("hf_Токен".encode(), "huggingface.token-malformed", "a token"),
    ],
    ids=["bom", "quotes", "bearer", "utf-16", "line end", "not hf", "cyrillic"],
)
def test_what_stands_around_a_token_is_named_and_taken_off(content, cause, seen, tmp_path):
    (tmp_path / "token").write_bytes(content)
    with FakeHub() as hub:
        found, _ = rows(hub, tmp_path, HF_TOKEN="")
    assert found["token"]["cause"] == cause
    assert any(seen in e["seen"] for e in found["token"]["evidence"])
    if cause != "huggingface.token-malformed":
        assert found["account"]["status"] == "ok"  # it was read in spite of that


@pytest.mark.parametrize("content", [f'"{GOOD_TOKEN}"', "api-key-of-another-service"])
def test_a_bad_variable_is_to_be_set_again_since_it_hides_what_is_stored(content, tmp_path):
    with FakeHub() as hub:
        found, _ = rows(hub, tmp_path, HF_TOKEN=content)
    way = found["token"]["remedies"][0]
    assert way["title"].startswith("Set HF_TOKEN again")


def test_an_old_variable_that_hides_a_fresh_login_is_named(tmp_path):
    (tmp_path / "token").write_text(GOOD_TOKEN, encoding="utf-8")
    with FakeHub(persona="wrong-token") as hub:
        found, _ = rows(hub, tmp_path)
    assert found["token"]["cause"] == "huggingface.token-shadowed"
    assert found["token"]["message"].startswith("HF_TOKEN hides another token in ")


def test_a_name_that_nothing_reads_is_named(tmp_path):
    with FakeHub(persona="no-token") as hub:
        found, _ = rows(hub, tmp_path, HUGGINGFACE_TOKEN=GOOD_TOKEN)
    assert found["token"]["cause"] == "huggingface.token-misnamed"


def test_a_token_file_that_is_a_folder_or_empty_is_told(tmp_path):
    (tmp_path / "token").mkdir()
    with FakeHub(persona="no-token") as hub:
        found, _ = rows(hub, tmp_path)
        assert found["token"]["cause"] == "huggingface.token-unreadable"
        assert found["token"]["message"].endswith(
            "is a folder, and should be the file of the token."
        )
        (tmp_path / "token").rmdir()
        (tmp_path / "token").touch()
        found, _ = rows(hub, tmp_path)
    assert found["token"]["cause"] == "huggingface.token-unreadable"


def test_a_token_is_tried_and_stored_where_the_client_finds_it(tmp_path):
    with FakeHub() as hub:
        done = doctor(hub, tmp_path, "token", "set", typed=f'"{GOOD_TOKEN}"\n', HF_TOKEN="")
        assert done.returncode == 0
        assert f"for the account {ACCOUNT}" in done.stderr
        code = "from huggingface_hub import get_token; import hashlib; print(hashlib.sha256(get_token().encode()).hexdigest())"
        said = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
            env=environment(hub, tmp_path, HF_TOKEN=""),
        ).stdout
    import hashlib

    assert said.strip() == hashlib.sha256(GOOD_TOKEN.encode()).hexdigest()
    if os.name == "posix":
        assert (tmp_path / "token").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("typed, code", [(f"{WRONG_TOKEN}\n", 1), ("\n", 1), ("nonsense\n", 1)])
def test_a_token_that_does_not_work_is_not_stored(typed, code, tmp_path):
    with FakeHub(persona="wrong-token") as hub:
        done = doctor(hub, tmp_path, "token", "set", typed=typed, HF_TOKEN="")
    assert done.returncode == code
    assert not (tmp_path / "token").exists()


def test_a_token_that_could_not_be_tried_is_not_stored_either(tmp_path):
    with FakeHub() as hub:
        done = doctor(
            hub,
            tmp_path,
            "token",
            "set",
            typed=f"{GOOD_TOKEN}\n",
            HF_TOKEN="",
            HF_ENDPOINT="http://127.0.0.1:9",
        )
    assert done.returncode == 3
    assert "Nothing was stored." in done.stderr
    assert not (tmp_path / "token").exists()


def test_a_variable_that_will_hide_the_new_token_is_named_at_once(tmp_path):
    with FakeHub() as hub:
        done = doctor(hub, tmp_path, "token", "set", typed=f"{GOOD_TOKEN}\n", HF_TOKEN=WRONG_TOKEN)
    assert "HF_TOKEN is set and hides it" in done.stderr


def test_the_download_ends_with_every_hash_compared(tmp_path):
    with FakeHub() as hub:
        done = doctor(hub, tmp_path, "download", "pyannote")
        assert done.returncode == 0
        files = hub.repositories[COMMUNITY].files
        assert len(re.findall(r"^whole ", done.stdout, flags=re.MULTILINE)) == 5
        assert "still to come" in done.stderr
        hub.log.clear()
        assert doctor(hub, tmp_path, "download", "pyannote").returncode == 0
        assert hub.log == []
    assert files


def test_a_download_that_is_refused_says_why_and_what_to_do_next(tmp_path):
    with FakeHub(persona="terms-not-accepted") as hub:
        done = doctor(hub, tmp_path, "download", "pyannote")
    assert done.returncode == 1
    assert f"Next: Open https://huggingface.co/{COMMUNITY}" in done.stderr
    assert "cause huggingface.terms-not-accepted" in done.stderr


def test_a_download_that_the_hub_puts_off_could_not_be_checked_and_is_not_wrong(tmp_path):
    with FakeHub() as hub:
        hub.fail(rate_limit(60))
        done = doctor(hub, tmp_path, "download", "pyannote", "--timeout", "6")
    assert done.returncode == 3
    assert "cause huggingface.rate-limited" in done.stderr


def test_once_the_weights_are_here_nobody_is_asked_for_a_token(tmp_path):
    with FakeHub() as hub:
        doctor(hub, tmp_path, "download", "pyannote")
    with FakeHub(persona="no-token") as hub:
        found, code = rows(hub, tmp_path)
    assert (
        found["community"]["message"] == "Not asked: pyannote's models are on this machine already"
    )
    assert code == 0


@pytest.mark.parametrize("extra", [{"HF_HUB_OFFLINE": "1"}, {"HF_ENDPOINT": "http://127.0.0.1:9"}])
def test_once_the_weights_are_here_no_network_is_needed_and_no_token_is_judged(extra, tmp_path):
    with FakeHub() as hub:
        doctor(hub, tmp_path, "download", "pyannote")
        hub.log.clear()
        found, code = rows(hub, tmp_path, HF_TOKEN="nonsense", **extra)
        assert hub.log == []
    assert (causes(found), code) == ({"token": "huggingface.token-malformed"}, 0)
    assert found["token"]["status"] == "warning"


def test_a_wrong_token_in_a_variable_is_to_be_replaced_there(tmp_path):
    with FakeHub(persona="wrong-token") as hub:
        remedy = rows(hub, tmp_path)[0]["account"]["remedies"][0]
        assert remedy["title"].endswith("in the place of the one in HF_TOKEN")
        (tmp_path / "token").write_text(WRONG_TOKEN, encoding="utf-8")
        remedy = rows(hub, tmp_path, HF_TOKEN="")[0]["account"]["remedies"][0]
        assert remedy["title"].endswith("setup-doctor token set")


@pytest.mark.parametrize("percent", [5, 50, 95])
def test_a_download_that_was_killed_is_completed_by_the_next(percent, tmp_path):
    with FakeHub(stand_ins(2_000_000)) as hub:
        hub.fail(Fault("GET cdn", rate=4_000_000))
        files = hub.repositories[COMMUNITY].files
        whole = sum(len(blob.content) for blob in files.values() if blob.is_large)
        command = [sys.executable, "-m", "setup_doctor", "download", "pyannote"]
        process = subprocess.Popen(command, env=environment(hub, tmp_path))
        while sum(s.sent for s in hub.log if s.server == "cdn") < whole * percent // 100:
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()
        process.wait()
        hub.faults.clear()
        time.sleep(0.1)  # the server notices the end of its client
        done = doctor(hub, tmp_path, "download", "pyannote")
    assert (done.returncode, len(re.findall(r"(?m)^whole ", done.stdout))) == (0, 5)
    assert not list((tmp_path / "hub").rglob("*.incomplete"))
    (snapshot,) = (tmp_path / "hub").glob("models--*/snapshots/*")
    assert all((snapshot / path).read_bytes() == blob.content for path, blob in files.items())


def with_pyannote(folder, version):
    """A pyannote.audio of that version, as pip would see it."""
    packages = folder / "packages"
    write_down(packages, "pyannote.audio", version)
    here = Path(__file__).parents[3]
    return {"PYTHONPATH": os.pathsep.join([str(here), str(packages)])}


SEGMENTATION = "pyannote/segmentation-3.0"
PIPELINE = "pyannote/speaker-diarization-3.1"


@pytest.mark.parametrize(
    "persona, version, statuses",
    [
        ("one-of-two", "4.0.7", {"community": "ok", "segmentation": "note", "pipeline-3-1": "ok"}),
        (
            "one-of-two",
            "3.4.0",
            {"community": "ok", "segmentation": "failed", "pipeline-3-1": "ok"},
        ),
        (
            "plda-forgotten",
            "3.4.0",
            {"community": "note", "segmentation": "ok", "pipeline-3-1": "ok"},
        ),
    ],
)
def test_the_pages_that_count_are_those_of_the_installed_version(
    persona, version, statuses, tmp_path
):
    asked = ["check", "--json", "--only", "huggingface"]
    with FakeHub(persona=persona) as hub:
        done = subprocess.run(
            [sys.executable, "-m", "setup_doctor", *asked],  # a new one: it has a path of its own
            env=environment(hub, tmp_path, **with_pyannote(tmp_path, version)),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    found = {r["id"].partition(".")[2]: r for r in json.loads(done.stdout)["results"]}
    assert {name: found[name]["status"] for name in statuses} == statuses
    evidence = {e["looked_at"]: e["seen"] for e in found["segmentation"]["evidence"]}
    assert evidence["pyannote.audio"] == version
    older = [PIPELINE, SEGMENTATION, *([COMMUNITY] if version[0] == "4" else [])]
    assert evidence["pages for speaker-diarization-3.1"] == ", ".join(older)
    community = {e["looked_at"]: e["seen"] for e in found["community"]["evidence"]}
    assert community.get("pages for community-1") == (COMMUNITY if version[0] == "4" else None)
    if statuses["community"] == "note":
        assert found["community"]["message"].endswith(
            "pyannote.audio 3.4.0, which is installed, does not ask for it."
        )
