"""The whole way to nemotron through the program: transformers' real code, tiny weights, a fake Hub."""

from __future__ import annotations

import sys

import pytest

from diarizer.sample import sample
from tests.dist_info import write_down
from tests.fakehub import FakeHub, from_folder, tiny_nemotron
from tests.fakehub.client import environment as environ_of
from tests.setup_doctor.environments import Environment, has

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(sys.platform == "win32", reason="a venv is not copied by links on Windows"),
    pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="needs a virtual environment"),
    pytest.mark.skipif(
        not has("transformers"), reason="transformers is not installed: setup-doctor install"
    ),
]
NEMOTRON = ("--backend", "nemotron")


@pytest.fixture
def visitor(tmp_path):
    return Environment(tmp_path / "venv")


@pytest.fixture(scope="module")
def repositories(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    tiny_nemotron.build(root)
    return from_folder(root)


def last(done):
    return done.stdout.rstrip().splitlines()[-1]


def test_from_nothing_to_a_diarization_without_a_token_and_then_without_a_network(
    visitor, repositories, tmp_path
):
    with FakeHub(repositories, persona="no-token") as hub:
        visitor.environ = {**environ_of(hub, tmp_path / "home"), "COLUMNS": "200"}
        said = visitor.doctor("check", *NEMOTRON, "--no-smoke", code=1)
        assert "The weights of nemotron were not downloaded (no account needed)" in said.stdout
        assert "token" not in said.stdout
        assert last(said).endswith("setup-doctor fix --backend nemotron")
        assert last(visitor.doctor("fix", *NEMOTRON, "--yes", code=0)).startswith("Ready: nemotron")
        assert not any(seen.authorized for seen in hub.log)
    # Nobody listens any more.
    offline = {"HF_HUB_OFFLINE": "1"}
    chosen = visitor.run("-m", "diarizer", sample()[0], "--format", "rttm", **offline)
    assert (chosen.returncode, chosen.stderr) == (0, "")  # auto passes over nothing
    assert {line.split()[7] for line in chosen.stdout.splitlines()} == {"SPEAKER_00"}


def test_an_older_transformers_is_recognised_and_a_newer_one_is_offered(visitor):
    visitor.remove("transformers-*")
    rows = "transformers-5.17.0.dist-info/METADATA,,\n"
    write_down(visitor.packages, "transformers", "5.17.0", rows)
    found = visitor.found("--only", "packages.nemotron", code=1)["packages.nemotron"]
    assert (found["cause"], found["status"]) == ("packages.nemotron-old", "absent")
    planned = visitor.doctor("fix", *NEMOTRON, "--no-smoke", "--offline", "--dry-run").stderr
    assert "setup-doctor install nemotron" in planned
