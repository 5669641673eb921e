"""What the tests by the real code of transformers share: when they run, an engine, something to hear."""

import sys
from importlib.util import find_spec

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.nemotron import installation  # noqa: E402
from diarizer.backends.shared.installed_version import version  # noqa: E402
from diarizer.types import Audio  # noqa: E402
from tests.fakehub import tiny_nemotron  # noqa: E402

_INSTALLED = find_spec("transformers") and find_spec("torch") and sys.version_info >= (3, 11)
MARKS = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        not _INSTALLED or installation._numbers(version("transformers")) < (5, 24),
        reason="transformers 5.24 is not installed: setup-doctor install nemotron",
    ),
]


def random_engine(folder):
    """An engine of random weights, whose files are laid into ``folder``."""
    from diarizer.backends.nemotron.backend import NemotronBackend

    return NemotronBackend.from_folder(tiny_nemotron.build(folder, random=True), "cpu")


def noise(seconds):
    """Noise that comes and goes, so that what is heard does, too."""
    generator = np.random.default_rng(0)
    samples = generator.normal(0, 0.1, int(seconds * 16_000))
    loud = np.repeat(generator.random(len(samples) // 4_000 + 1), 4_000)[: len(samples)]
    return Audio((samples * loud).astype(np.float32), 16_000, "noise")
