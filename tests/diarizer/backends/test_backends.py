"""What every backend promises; a new file in the folder is tested at once."""

import pytest

from diarizer import backends, errors, testing
from diarizer.backends.base import Availability
from diarizer.types import Annotation, Audio


@pytest.mark.parametrize("name", backends.BACKENDS)
def test_a_backend_keeps_what_is_asked_of_every_backend(name):
    pytest.importorskip("numpy")
    testing.check_backend(backends._module(name), name)


def test_the_backends_come_in_order_of_preference():
    assert "resemblyzer" in backends.BACKENDS
    assert [found.name for found in backends.available()] == list(backends.BACKENDS)
    assert "base" not in backends.BACKENDS


def ready(name):
    return {found.name: found.ready for found in backends.available()}[name]


@pytest.mark.parametrize("name", backends.BACKENDS)
def test_a_backend_that_is_ready_finds_nobody_in_silence(name):
    np = pytest.importorskip("numpy")
    if not ready(name):
        pytest.skip(f"{name} is not ready here")
    silence = Audio(np.zeros(32_000, np.float32), 16_000, "silence")
    assert backends.load(name).diarize(silence) == Annotation((), "silence", 2.0)


def test_an_unknown_backend_says_which_are_known():
    with pytest.raises(errors.UnknownBackend, match="resemblyzer"):
        backends.load("kaldi")


def test_a_better_backend_that_is_passed_over_is_told_with_its_reason(monkeypatch):
    class Module:
        def __init__(self, name):
            self.name = name

        def availability(self):
            ready = self.name == "resemblyzer"
            return Availability(self.name, ready, "torch answers" if ready else "No weights.")

    monkeypatch.setattr(backends, "_module", Module)
    told = []
    assert backends.pick(told.append) == "resemblyzer"
    assert list(map(str, told)) == [
        "resemblyzer is used. Not ready: nemotron: No weights. pyannote: No weights. "
        "open: No weights."
    ]


class Ready:
    """A backend that is ready, whichever it is; the first of ours cannot do all."""

    def __init__(self, name):
        self.name = name
        self.LACKS = {"voices", "numbers"} if name == "nemotron" else ()

    def availability(self):
        return Availability(self.name, ready=True, reason="all is there")


def test_what_a_backend_cannot_do_decides_where_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(backends, "_module", Ready)
    told = []
    assert backends.resolve(tell=told.append) == "nemotron"
    assert backends.resolve(wanted=("numbers",), tell=told.append) == "pyannote"
    assert told == []
    assert backends.resolve(wanted=("voices",), tell=told.append) == "pyannote"
    assert list(map(str, told)) == ["pyannote is used. Not ready: nemotron: it describes no voices"]
    assert backends.resolve("nemotron", wanted=("numbers",)) == "nemotron"
    with pytest.raises(errors.InvalidArgument, match="nemotron describes no voices") as refused:
        backends.resolve("nemotron", wanted=("voices",))
    assert refused.value.hint == "Choose another backend: --backend open"


def test_an_engine_that_is_named_alone_is_that_of_the_more_accurate_backend_that_has_it(
    monkeypatch,
):
    from diarizer.backends import open as open_backend

    monkeypatch.setattr(
        open_backend,
        "availability",
        lambda engine: Availability("open", ready=engine == "light", reason=""),
    )
    assert backends.resolve(engine="light") == "open"
    assert backends.resolve(engine="torch") == "resemblyzer"  # which says what is amiss
    assert backends.resolve("resemblyzer", engine="light") == "resemblyzer"


def test_where_nothing_else_is_ready_a_number_that_cannot_be_imposed_is_no_hindrance(monkeypatch):
    class Alone(Ready):
        def availability(self):
            return Availability(self.name, ready=self.name == "nemotron", reason="No weights.")

    monkeypatch.setattr(backends, "_module", Alone)
    assert backends.resolve(wanted=("numbers",), tell=str) == "nemotron"
    with pytest.raises(errors.BackendUnavailable) as refused:
        backends.resolve(wanted=("voices",))
    assert "nemotron: it describes no voices" in refused.value.context


def test_when_nothing_is_ready_the_reason_of_each_is_told(monkeypatch):
    class Absent:
        @staticmethod
        def availability():
            return Availability("x", ready=False, reason="torch is not installed")

    monkeypatch.setattr(backends, "_module", lambda _: Absent)
    with pytest.raises(errors.BackendUnavailable) as caught:
        backends.pick()
    assert "resemblyzer: torch is not installed" in caught.value.context
    assert caught.value.hint == "setup-doctor setup"
