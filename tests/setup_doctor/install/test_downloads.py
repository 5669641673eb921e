"""What is said of the megabytes is what the index says."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.install import downloads, route
from tests.setup_doctor.fakes import FakeMachine, installed

SCRIPT = Path(__file__).parents[3] / "scripts" / "download_sizes.py"
PLATFORMS = ("windows", "linux", "macos")
# What most people get; `python scripts/download_sizes.py --check` asks for all, which takes minutes.
ASKED = ("windows",)
BARE = FakeMachine()


@pytest.fixture(scope="module")
def script():
    if not SCRIPT.is_file():
        pytest.skip("the scripts are not in this folder")
    spec = importlib.util.spec_from_file_location("download_sizes", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_backend_has_its_figures(platform):
    for backend in route.ROUTES:
        for kind in downloads.kinds(platform, backend):
            assert downloads.table()[platform].megabytes(backend, kind) > 0


def test_the_backends_without_torch_are_those_of_the_routes():
    assert {b for b in route.ROUTES if downloads.LIGHT in downloads.kinds("linux", b)} == {
        *route.LIGHTS
    }


@pytest.mark.parametrize("platform", PLATFORMS)
def test_torch_comes_in_the_full_kinds_alone(platform):
    parts = downloads.table()[platform].parts
    for kinds in parts.values():
        for kind, names in kinds.items():
            assert any(name.startswith("torch") for name in names) is (kind != downloads.LIGHT)


def test_what_is_there_already_is_not_fetched():
    whole = downloads.to_come(BARE, "open", downloads.LIGHT)
    rest = downloads.to_come(replace(BARE, packages=installed(numpy="2")), "open", downloads.LIGHT)
    assert {name for name, _ in whole - rest} == {"numpy"}
    torch = downloads.to_come(
        replace(BARE, packages=installed(torch="2")), "resemblyzer", downloads.FULL
    )
    assert not any(name == downloads.CPU_TORCH for name, _ in torch)


def test_a_figure_that_is_off_by_more_than_a_fifth_is_found(script):
    def platform(size):
        return downloads.Platform({"numpy": size}, {"open": {"light": ("numpy",)}})

    assert script.differing(platform(100_000_000), platform(119_000_000)) == []
    assert script.differing(platform(100_000_000), platform(130_000_000)) == [
        ("open", "light", 100, 130)
    ]


@pytest.mark.heavy
@pytest.mark.slow
@pytest.mark.parametrize("platform", ASKED)
def test_no_figure_is_off_by_more_than_a_fifth(script, platform):
    known = downloads.table()[platform]
    try:
        true = script.measure(platform, known, downloads.LIGHT)
    except (script.Unanswered, OSError) as error:
        pytest.skip(f"the index was not asked: {error}"[:200])
    assert {backend for backend, kinds in true.parts.items() if kinds} == set(route.LIGHTS)
    assert script.differing(known, true) == []
