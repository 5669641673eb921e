"""One requirement, in the words of each manager of environments."""

from __future__ import annotations

from setup_doctor.symptoms.managers import ways


def test_each_manager_has_its_own_command():
    assert dict(ways(("torch>=2.6",))) == {
        "pip": ("python", "-m", "pip", "install", "--upgrade", "torch>=2.6"),
        "uv": ("uv", "add", "torch>=2.6"),
        "conda": ("conda", "install", "-c", "conda-forge", "pytorch>=2.6"),
        "poetry": ("poetry", "add", "torch@>=2.6"),
    }


def test_what_conda_lacks_comes_by_pip_into_its_environment():
    found = dict(ways(("webrtcvad-wheels>=2.0.14",)))
    assert found["conda"] == found["pip"]


def test_extras_of_a_package_come_by_pip_since_conda_knows_none():
    found = dict(ways(("nemo_toolkit[asr]",)))
    assert found["conda"] == found["pip"]
