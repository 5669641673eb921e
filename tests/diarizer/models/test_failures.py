"""Every caller and every fault, told to the user as a cause; the real client in a real process."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # the fake Hub is shared by the tests of both packages

from diarizer.models import CAUSES  # noqa: E402
from tests.fakehub import (  # noqa: E402
    GOOD_TOKEN,
    FakeHub,
    Fault,
    captive_portal,
    rate_limit,
    redirect_loop,
)
from tests.fakehub.client import download, python  # noqa: E402

pytest.importorskip("huggingface_hub")

LIMIT = 6  # seconds of silence
CDN = "GET cdn"
_HTML = {"Content-Type": "text/html"}

PERSONAS = {
    "no-token": ("AccessRefused", "huggingface.no-token"),
    "wrong-token": ("AccessRefused", "huggingface.token-invalid"),
    "terms-not-accepted": ("AccessRefused", "huggingface.terms-not-accepted"),
    "pending": ("AccessRefused", "huggingface.access-pending"),
    "rejected": ("AccessRefused", "huggingface.access-rejected"),
    "reset": ("AccessRefused", "huggingface.access-reset"),
    "too-narrow": ("AccessRefused", "huggingface.token-too-narrow"),
    "one-of-two": ("AccessRefused", "huggingface.terms-not-accepted"),
    "plda-forgotten": ("AccessRefused", "huggingface.terms-not-accepted"),
    "fine-grained": ("", ""),
    "good": ("", ""),
}
LASTING = {
    "reset at every byte": (Fault(CDN, cut="rst", after=0), "network.reset"),
    "reset before the answer": (Fault("HEAD", cut="rst"), "network.reset"),
    "closed before the answer": (Fault("HEAD", cut="fin"), "network.reset"),
    "silent in the body": (Fault(CDN, cut="stall", after=0), "network.silent"),
    "silent from the start": (Fault(cut="stall"), "network.silent"),
    "cut short": (Fault(CDN, status=200, body=b"x" * 10), "network.captive-portal"),
    "wrong hash": (Fault(CDN, corrupt=True), "download.wrong-hash"),
    "429": (rate_limit(60), "huggingface.rate-limited"),
    "500": (Fault(status=500), "huggingface.server-error"),
    "portal": (captive_portal(), "network.captive-portal"),
    "portal for the bytes": (
        Fault(CDN, status=200, body=b"<html>", headers=_HTML),
        "network.captive-portal",
    ),
    "redirect loop": (redirect_loop(), "network.redirect-loop"),
    "407": (Fault(status=407), "network.proxy-credentials"),
    "403 without a reason": (Fault(status=403), "huggingface.forbidden"),
    "file gone": (
        Fault("HEAD", status=404, headers={"X-Error-Code": "EntryNotFound"}),
        "huggingface.file-not-found",
    ),
}
PASSING = {
    "reset once": (Fault(CDN, cut="rst", after=30_000, times=1),),
    "closed twice": (Fault(CDN, cut="fin", after=1000, times=2),),
    "silent once": (Fault(CDN, cut="stall", after=1000, times=1),),
    "wrong hash once": (Fault(CDN, corrupt=True, times=1),),
    "429 with a short wait": (Fault(status=429, headers={"Retry-After": "1"}, times=1),),
    "503 once": (Fault(status=503, times=1),),
    "slow": (Fault(CDN, rate=300_000),),
    "late": (Fault(pause=0.2),),
}
ENVIRONMENTS = {
    "refused": ({"HF_ENDPOINT": "http://127.0.0.1:CLOSED"}, "network.refused"),
    "no such host": ({"HF_ENDPOINT": "https://no-such-host.invalid"}, "network.dns"),
    "dead proxy": (
        {"HF_ENDPOINT": "https://huggingface.co", "HTTPS_PROXY": "http://me:pw7@127.0.0.1:CLOSED"},
        "network.proxy",
    ),
    "offline mode": ({"HF_HUB_OFFLINE": "1"}, "huggingface.offline-mode"),
    "certificate file": (
        {"HF_ENDPOINT": "https://127.0.0.1:CLOSED", "SSL_CERT_FILE": "nowhere.pem"},
        "network.certificate-file",
    ),
    "smart quotes inside": ({"HF_TOKEN": "hf_Fake\u201cx\u201dabc"}, "huggingface.token-malformed"),
    "no certificate in it": (
        {"HF_ENDPOINT": "https://127.0.0.1:CLOSED", "SSL_CERT_FILE": os.devnull},
        "network.certificate-file",
    ),
    "endpoint without https": ({"HF_ENDPOINT": "huggingface.co"}, "huggingface.endpoint"),
    "endpoint in quotes": ({"HF_ENDPOINT": '"https://huggingface.co"'}, "huggingface.endpoint"),
    "proxy in quotes": (
        {"HF_ENDPOINT": "https://huggingface.co", "HTTPS_PROXY": '"http://127.0.0.1:CLOSED"'},
        "network.proxy-malformed",
    ),
    "broken setting": ({"HF_HUB_ETAG_TIMEOUT": "10s"}, "huggingface.setting"),
}


def tell(case, answer):
    print(f"{case}\t{answer['reference']}\t{answer['seconds']:.1f} s\t{answer['text']!r}")  # noqa: T201, the table of the closing note: pytest -s


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_persona_learns_what_is_missing(persona, tmp_path):
    kind, reference = PERSONAS[persona]
    with FakeHub(persona=persona) as hub:
        answer = download(hub, tmp_path, "pyannote-3.1")
    tell(persona, answer)
    assert (answer["kind"], answer["reference"]) == (kind, reference)
    assert not any(seen.authorized for seen in hub.log if seen.server == "cdn")


def test_the_one_gate_that_is_shut_is_named_and_no_other(tmp_path):
    with FakeHub(persona="one-of-two") as hub:
        answer = download(hub, tmp_path, "pyannote-3.1")
    assert answer["page"] == "https://huggingface.co/pyannote/segmentation-3.0"
    assert "speaker-diarization-3.1" not in answer["text"]
    assert "account ivan-petrov" in answer["text"]


def test_all_shut_gates_are_named_at_once(tmp_path):
    with FakeHub(persona="terms-not-accepted") as hub:
        answer = download(hub, tmp_path, "pyannote-3.1")
    for name in ("speaker-diarization-3.1", "segmentation-3.0", "speaker-diarization-community-1"):
        assert f"https://huggingface.co/pyannote/{name}" in answer["text"]


def test_no_token_is_sent_where_none_is_needed(tmp_path):
    with FakeHub() as hub:
        download(hub, tmp_path, "pyannote-3.1")
    free = [seen for seen in hub.log if "wespeaker" in seen.path]
    assert free
    assert not any(seen.authorized for seen in free)


@pytest.mark.parametrize("fault", LASTING)
def test_a_lasting_fault_has_its_cause(fault, tmp_path):
    # In less than the two minutes that `download` waits for its process; the client's own patience
    # is six.
    broken, reference = LASTING[fault]
    with FakeHub() as hub:
        hub.fail(broken)
        answer = download(hub, tmp_path, timeout=LIMIT)
    tell(fault, answer)
    assert answer["reference"] == reference
    assert reference in CAUSES


@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_is_overcome(fault, tmp_path):
    with FakeHub() as hub:
        hub.fail(*PASSING[fault])
        answer = download(hub, tmp_path, timeout=LIMIT)
    tell(fault, answer)
    assert answer["reference"] == ""
    assert set(answer["states"]) == {"whole"}
    assert answer["hashed"]


@pytest.mark.parametrize(
    ("certificate", "reference"),
    [("expired", "network.certificate-expired"), ("untrusted", "network.tls-intercepted")],
)
def test_a_bad_certificate_is_told_apart_from_a_bad_network(certificate, reference, tmp_path):
    trusted = ROOT / "tests" / "fakehub" / "expired.pem"
    with FakeHub(certificate=certificate) as hub:
        answer = download(hub, tmp_path, SSL_CERT_FILE=str(trusted))
    tell(certificate, answer)
    assert answer["reference"] == reference


@pytest.mark.parametrize("case", ENVIRONMENTS)
def test_a_misleading_environment_is_named(case, tmp_path):
    changes, reference = ENVIRONMENTS[case]
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else gets it
        port = str(closed.getsockname()[1])
        changes = {name: value.replace("CLOSED", port) for name, value in changes.items()}
        with FakeHub() as hub:
            if reference == "huggingface.setting":
                done = python(hub, tmp_path, "-c", _PLAN, **changes)
                assert done.out.strip() == reference
                return
            if "HTTPS_PROXY" in changes:
                changes |= {"NO_PROXY": "", "no_proxy": ""}
            answer = download(hub, tmp_path, **changes)
    tell(case, answer)
    assert answer["reference"] == reference
    assert "pw7" not in answer["text"]


_PLAN = """
from diarizer import errors, models
try:
    models.plan(models.MODELS["pyannote"])
except errors.DiarizerError as error:
    print(error.reference)
"""

_CALLS = """
import json, sys
from huggingface_hub import HfApi, hf_hub_download
from diarizer import models
repository = "pyannote/segmentation-3.0"
calls = {
    "whoami": lambda: HfApi().whoami(),
    "auth_check": lambda: HfApi().auth_check(repository),
    "hf_hub_download": lambda: hf_hub_download(repository, "config.yaml"),
}
answers = {}
for name, call in calls.items():
    try:
        call()
        answers[name] = ""
    except Exception as error:
        answers[name] = models.classify(error, repository=repository).reference
print(json.dumps(answers))
"""


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_the_client_itself_raises_has_the_same_cause(persona, tmp_path):
    expected = PERSONAS["good" if persona == "plda-forgotten" else persona][1]
    with FakeHub(persona=persona) as hub:
        done = python(hub, tmp_path, "-c", _CALLS)
    answers = json.loads(done.out)
    at_the_token = expected in {"huggingface.no-token", "huggingface.token-invalid"}
    assert answers["whoami"] == (expected if at_the_token else "")
    assert answers["auth_check"] == expected
    assert answers["hf_hub_download"] == expected


_DIRTY = """
from huggingface_hub import HfApi
from diarizer import models
try:
    HfApi().whoami(token="TOKEN\\n")
except Exception as error:
    assert "TOKEN" in str(error), "the client no longer leaks: this test has lost its point"
    cause = models.classify(error)
    print(cause.reference, cause)
""".replace("TOKEN", GOOD_TOKEN)


def test_a_token_in_the_client_s_own_message_does_not_get_through(tmp_path):
    with FakeHub() as hub:
        done = python(hub, tmp_path, "-c", _DIRTY)
    assert done.out.startswith("huggingface.token-malformed"), done.err
