"""The whole way to pyannote through the program: its real code with tiny networks, a fake Hub."""

from __future__ import annotations

import re
import sys

import pytest

from diarizer.sample import sample
from tests.dist_info import write_down
from tests.fakehub import GOOD_TOKEN, WRONG_TOKEN, FakeHub, from_folder
from tests.fakehub.client import ROOT
from tests.fakehub.client import environment as environ_of
from tests.setup_doctor.environments import Environment, has

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(sys.platform == "win32", reason="a venv is not copied by links on Windows"),
    pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="needs a virtual environment"),
    pytest.mark.skipif(
        not has("pyannote.audio"), reason="pyannote.audio is not installed: setup-doctor install"
    ),
]
PYANNOTE = ("--backend", "pyannote")
COMMUNITY = "https://huggingface.co/pyannote/speaker-diarization-community-1"
SECRETS = (GOOD_TOKEN, WRONG_TOKEN, GOOD_TOKEN[3:], WRONG_TOKEN[3:])


class Visitor(Environment):
    """A copy of the environment on a machine that knows the fake Hub, and shows no token."""

    def meet(self, hub, home):
        self.environ = {**environ_of(hub, home), "COLUMNS": "200"}

    def run(self, *arguments, **extra):
        done = super().run(*arguments, **extra)
        assert not [secret for secret in SECRETS if secret in done.stdout + done.stderr]
        return done


@pytest.fixture
def visitor(tmp_path):
    return Visitor(tmp_path / "venv")


@pytest.fixture(scope="module")
def repositories(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    maker = Environment(tmp_path_factory.mktemp("maker") / "venv")
    maker.run("-m", "setup_doctor.install.torchaudio", PYTHONPATH=str(ROOT))
    made = maker.run("-m", "tests.fakehub.tiny_pyannote", root, PYTHONPATH=str(ROOT))
    assert made.returncode == 0, made.stderr
    return from_folder(root)


def last(done):
    return done.stdout.rstrip().splitlines()[-1]


def test_from_nothing_to_a_diarization_and_then_without_a_network(visitor, repositories, tmp_path):
    home = tmp_path / "home"
    with FakeHub(repositories) as hub:
        visitor.meet(hub, home)
        said = visitor.doctor("check", *PYANNOTE, "--no-smoke", code=1)
        assert "pyannote's models were not downloaded." in said.stdout
        assert last(said).endswith("setup-doctor fix --backend pyannote")
        assert last(visitor.doctor("fix", *PYANNOTE, "--yes", code=0)).startswith("Ready: pyannote")
    # Nobody listens any more, and no token is set.
    offline = {"HF_TOKEN": "", "HF_HUB_OFFLINE": "1"}
    visitor.doctor("check", *PYANNOTE, "--no-smoke", code=0, **offline)
    chosen = visitor.run("-m", "diarizer", sample()[0], "--format", "rttm", **offline)
    assert chosen.returncode == 0
    [passed_over] = chosen.stderr.splitlines()
    assert passed_over.startswith("pyannote is used. Not ready: nemotron: ")
    assert {line.split()[7] for line in chosen.stdout.splitlines()} == {"SPEAKER_00"}
    _side_by_side(visitor, offline)
    for path in home.rglob("*"):
        assert not path.is_file() or GOOD_TOKEN.encode() not in path.read_bytes(), path


def _side_by_side(visitor, offline):
    compare = visitor.doctor("compare", code=0, **offline).stdout
    if not has("resemblyzer"):
        return
    names = next(line for line in compare.splitlines() if "pyannote" in line)
    assert {"resemblyzer", "pyannote"} <= set(names.split())
    measured = next(line for line in compare.splitlines() if "DER, bundled recording" in line)
    assert measured.count("%") >= 2  # of these two, and of others that are ready here


def test_the_older_pipeline_is_ready_as_well(visitor, repositories, tmp_path):
    with FakeHub(repositories) as hub:
        visitor.meet(hub, tmp_path / "home")
        visitor.doctor("download", "pyannote-3.1", code=0)
    said = visitor.doctor("check", *PYANNOTE, code=0, HF_TOKEN="", HF_HUB_OFFLINE="1")
    assert last(said).startswith("Ready: pyannote")


LEFT = {
    "no-token": "https://huggingface.co/settings/tokens",
    "wrong-token": "https://huggingface.co/settings/tokens",
    "terms-not-accepted": COMMUNITY,
}


@pytest.mark.parametrize("persona", LEFT)
def test_setup_ends_with_the_one_thing_that_only_a_person_can_do(persona, visitor, tmp_path):
    with FakeHub(persona=persona) as hub:
        visitor.meet(hub, tmp_path / "home")
        said = visitor.doctor("setup", *PYANNOTE, "--yes", code=1)
    assert last(said).strip() == LEFT[persona]
    assert said.stdout.count("Next:") == 1
    assert "pyannote.audio 4" in said.stdout


def test_setup_installs_what_it_can_before_it_stops_at_the_terms(visitor, tmp_path):
    visitor.remove("pyannote/audio", "pyannote_audio-*", "soundfile*", "_soundfile*")
    with FakeHub(persona="terms-not-accepted") as hub:
        visitor.meet(hub, tmp_path / "home")
        said = visitor.doctor("setup", *PYANNOTE, "--yes", code=1)
    assert "setup-doctor install pyannote" in said.stdout
    assert "setup-doctor install resemblyzer" not in said.stdout + said.stderr
    assert last(said).strip() == COMMUNITY
    assert (visitor.packages / "pyannote" / "audio").is_dir()
    assert visitor.run("-m", "pip", "check").returncode == 0


def test_where_pyannote_is_not_ready_the_reason_is_one_line_beside_the_result(visitor, tmp_path):
    if not has("resemblyzer"):
        pytest.skip("resemblyzer is not set up here")
    with FakeHub(persona="no-token") as hub:
        visitor.meet(hub, tmp_path / "home")
        done = visitor.run("-m", "diarizer", sample()[0], "--format", "rttm")
        assert hub.log == []
    assert done.returncode == 0
    told = (
        r"\w+ is used\. Not ready: nemotron: .*[;.] pyannote: The weights of pyannote community-1 are not on this "
        r"machine\..*\n"
    )
    assert re.fullmatch(told, done.stderr)


def test_a_torchaudio_for_cuda_is_recognised_and_put_to_use(visitor):
    folder = visitor.packages / "torchaudio" / "lib"
    for path in folder.glob("*.for-cuda"):
        path.rename(path.with_suffix(""))
    wanting = [p for p in folder.glob("*.so") if b"libc10_cuda" in p.read_bytes()]
    if not wanting or list(folder.parents[1].glob("torch/lib/libc10_cuda*")):
        pytest.skip("torch and torchaudio are built for the same machine here")
    only = ("--only", "packages.pyannote-answers")
    found = visitor.found(*only, code=1)["packages.pyannote-answers"]
    assert found["cause"] == "packages.torchaudio-build"
    visitor.doctor("fix", "--yes", *only, code=0)
    assert visitor.found(*only, code=0)["packages.pyannote-answers"]["status"] == "ok"


def test_version_3_is_recognised_and_4_is_offered(visitor):
    visitor.remove("pyannote_audio-*")
    rows = "pyannote_audio-3.4.0.dist-info/METADATA,,\n"
    write_down(visitor.packages, "pyannote.audio", "3.4.0", rows)
    found = visitor.found("--only", "packages.pyannote", code=1)["packages.pyannote"]
    assert (found["cause"], found["status"]) == ("packages.pyannote-old", "failed")
    planned = visitor.doctor("fix", *PYANNOTE, "--no-smoke", "--offline", "--dry-run").stderr
    assert "setup-doctor install pyannote" in planned
