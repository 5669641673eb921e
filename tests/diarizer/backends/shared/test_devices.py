"""A device is tried before anything is calculated on it; there is no card here, so its edge is faked."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import importlib.util
import sys

import pytest

np = pytest.importorskip("numpy")

from diarizer import backends
from diarizer.backends import devices
from diarizer.backends.shared import onnx_device, torch_device
from diarizer.backends.shared.onnx_graph import Graph
from diarizer.errors import BackendUnavailable, InvalidArgument
from tests import fake_cards, plug_ins


@pytest.fixture
def laid(tmp_path, monkeypatch):
    """Import a package out of a folder for the length of a test."""

    def lay(how, name, **facts):
        path = how(tmp_path / name, **facts) / name / "__init__.py"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return lay


def torch(laid, **facts):
    return laid(fake_cards.lay_torch, "torch", **facts)


def onnxruntime(laid, **facts):
    return laid(fake_cards.lay_onnxruntime, "onnxruntime", **facts)


def refusal(ask, *arguments):
    with pytest.raises(BackendUnavailable) as caught:
        ask(*arguments)
    return caught.value


@pytest.mark.parametrize(
    ("said", "reference", "reason"),
    [
        (
            fake_cards.OLD_DRIVER,
            "cuda.driver",
            "the driver of the graphics card is older than it wants",
        ),
        (fake_cards.NO_DRIVER, "cuda.driver", "it finds no graphics card, or no driver of one"),
        (
            fake_cards.NO_KERNEL,
            "cuda.kernel",
            "it was built for other graphics cards than the one that is here",
        ),
        (
            "CUDA out of memory. Tried to allocate 2 MiB",
            "cuda.memory",
            "the memory of the graphics card is taken by others",
        ),
        (
            "CUDA error: unknown error",
            "backend.no-device",
            "RuntimeError: CUDA error: unknown error",
        ),
    ],
)
def test_a_card_of_no_use_to_torch_is_an_error_with_its_cause(laid, said, reference, reason):
    torch(laid, says={"cuda": said})
    error = refusal(torch_device.device, "cuda")
    assert error.reference == reference
    assert error.message == f"torch 2.13.0+cu130 does not calculate on cuda: {reason}."
    assert error.context == (
        "Tried on cuda: a product of two matrices and a convolution.\n"
        f"RuntimeError: {said}\nThis torch was built for: CPU, CUDA 13.0"
    )
    assert error.hint == "setup-doctor check --only packages.devices"


def test_the_real_torch_of_the_processor_says_so():
    real = pytest.importorskip("torch")
    if real.version.cuda or real.version.hip:
        pytest.skip("this torch was built for a card")
    error = refusal(torch_device.device, "cuda")
    assert error.reference == "cuda.not-built"
    assert "AssertionError: Torch not compiled with CUDA enabled" in error.context
    assert str(torch_device.device("cpu")) == "cpu"


def test_a_card_that_calculates_wrongly_is_none(laid):
    torch(laid, gives=0.0)
    assert refusal(torch_device.device, "cuda").message.endswith("on cuda: 0.0 != 512.0.")


@pytest.mark.parametrize(
    ("facts", "device", "told"),
    [
        ({}, "cuda", []),
        ({"build": ""}, "cpu", []),
        ({"build": "", "mps": True}, "mps", []),
        ({"says": {"cuda": fake_cards.NO_DRIVER}}, "cpu", []),
        (
            {"says": {"cuda": fake_cards.NO_KERNEL}},
            "cpu",
            [
                "torch 2.13.0+cu130 does not calculate on cuda: it was built for other graphics"
                " cards than the one that is here. It is passed over."
            ],
        ),
    ],
)
def test_auto_takes_what_calculates_and_tells_of_a_card_that_does_not(laid, facts, device, told):
    torch(laid, **facts)
    lines = []
    assert torch_device.device("auto", lines.append) == device
    assert list(map(str, lines)) == told


def test_onnxruntime_without_cuda_is_refused_with_the_package_that_has_it(laid):
    onnxruntime(laid, known=[fake_cards.CPU])
    error = refusal(onnx_device.device, "cuda")
    assert error.message == (
        "onnxruntime 1.31.1 does not calculate on cuda: it was built for the processor alone."
    )
    assert error.hint == (
        "python -m pip uninstall --yes onnxruntime;"
        ' python -m pip install "onnxruntime-gpu[cuda,cudnn]"'
    )
    assert onnx_device.device("auto", pytest.fail) == "cpu"


def test_onnxruntime_that_falls_back_in_silence_is_noticed(laid, capfd):
    onnxruntime(laid, serves=[fake_cards.CPU], log=fake_cards.NO_LIBRARY)
    error = refusal(onnx_device.device, "cuda")
    assert error.reference == "cuda.onnxruntime"
    assert error.context == f"Asked for: {fake_cards.CUDA}. What came: {fake_cards.CPU}"
    said = capfd.readouterr()
    assert not said.out  # which may be somebody's data
    assert "libcudnn.so.9" in said.err
    told = []
    assert onnx_device.device("auto", told.append) == "cpu"
    assert str(told[0]).endswith("the driver or the card that it wants. It is passed over.")


def test_onnxruntime_on_a_card_may_not_go_on_elsewhere(laid):
    module = onnxruntime(laid)
    assert onnx_device.device("auto", pytest.fail) == "cuda"
    onnx_device.session(b"", module.SessionOptions(), "cuda:1")
    (first, *_), (_, no_fallback), last = module.asked[-2][0], module.asked[-2], module.asked[-1]
    assert first == (fake_cards.CUDA, {"device_id": "1", "cudnn_conv_algo_search": "HEURISTIC"})
    assert (no_fallback, last) == (0, "no fallback")


def test_a_network_that_is_served_elsewhere_after_all_is_refused(laid):
    module = onnxruntime(laid, serves=[fake_cards.CPU])
    refusal(onnx_device.session, b"", module.SessionOptions(), "cuda")


def test_the_real_onnxruntime_runs_the_network_of_the_trial_on_the_processor():
    real = pytest.importorskip("onnxruntime")
    session = onnx_device.session(onnx_device.PRODUCT, real.SessionOptions(), "cpu")
    assert session.run(None, {"x": np.ones((8, 8), np.float32)})[0].sum() == 512.0
    graph = Graph()
    product = graph.add("MatMul", "x", "x")
    assert graph.written({"x": ("n", "n")}, product) == onnx_device.PRODUCT


def test_what_is_no_device_or_none_of_this_system_is_refused_before_anything_is_loaded(
    monkeypatch,
):
    for name in ("gpu", "cuda:", "", "CUDA"):
        with pytest.raises(InvalidArgument):
            devices.check(name)
    for system, name, said in (
        ("linux", "mps", "There is no mps on this system: it is the graphics of a Mac."),
        ("win32", "mps", "There is no mps on this system: it is the graphics of a Mac."),
        ("darwin", "cuda", "There is no cuda on a Mac: its graphics are called mps."),
    ):
        monkeypatch.setattr(sys, "platform", system)
        assert refusal(devices.check, name).message == said
    assert [devices.check(name) for name in ("auto", "cpu", "mps")] == ["auto", "cpu", "mps"]


def test_a_backend_of_others_that_does_not_say_where_it_calculates_is_refused(install, monkeypatch):
    code = plug_ins.BACKEND.format(name="steady")
    install("steady", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=code)
    assert backends.choose("steady", device="cpu") == "the engine of steady"
    monkeypatch.setattr(sys, "platform", "linux")
    error = refusal(lambda: backends.choose("steady", device="cuda"))
    assert error.message == "The backend 'steady' does not calculate on cuda."
    assert error.hint == "Leave the choice to it: --device auto"


class Says:
    """A backend that says where it calculates."""

    def __init__(self, device):
        self.device = device


@pytest.mark.parametrize(
    "asked, where",
    [
        *(("auto", ""), ("auto", "cuda:0"), ("cpu", "cpu"), ("cpu", "")),
        *(("cuda", "cuda"), ("cuda", "cuda:0"), ("cuda:1", "cuda:1"), ("mps", "mps")),
    ],
)
def test_a_backend_has_obeyed_where_it_says_the_device_or_one_of_its_cards(asked, where):
    backend = Says(where)
    assert devices.obeyed(backend, "some", asked) is backend


@pytest.mark.parametrize(
    "asked, where",
    [
        *(("cpu", "cuda"), ("cuda", ""), ("cuda", "cpu"), ("mps", "cpu")),
        *(("cuda:1", "cuda"), ("cuda:1", "cuda:0"), ("cuda:1", "cuda:10")),
    ],
)
def test_a_backend_that_calculates_elsewhere_or_does_not_say_is_refused(asked, where):
    error = refusal(devices.obeyed, Says(where), "some", asked)
    assert str(error.context) == f"It says of itself: {where or '-'}"
