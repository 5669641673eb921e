"""Weights are read out of a file of ONNX as they went in, and a damaged one is told."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.shared import onnx_file, onnx_graph
from diarizer.errors import ModelDamaged


@pytest.fixture
def file(tmp_path):
    graph = onnx_graph.Graph()
    for shape in ((2, 3), (300,), (1, 2, 2)):
        graph.constant(np.arange(np.prod(shape), dtype=np.float32).reshape(shape))
    graph.constant(np.arange(4, dtype=np.int64))
    path = tmp_path / "network.onnx"
    path.write_bytes(graph.written({"x": (3,)}, graph.add("Relu", "x")))
    return path


def test_weights_are_read_as_they_were_written_and_what_is_no_float32_is_left(file):
    found = onnx_file.weights(file)
    assert {name: array.shape for name, array in found.items()} == {
        "v1": (2, 3),
        "v2": (300,),
        "v3": (1, 2, 2),
    }
    assert found["v1"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]


def test_the_package_onnx_reads_the_same(file):
    onnx = pytest.importorskip("onnx")
    theirs = {
        one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer
    }
    for name, array in onnx_file.weights(file).items():
        np.testing.assert_array_equal(array, theirs[name])


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_is_damaged(file, kept):
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(ModelDamaged) as caught:
        onnx_file.weights(file)
    assert str(caught.value.message) == "The weights cannot be read."


def test_a_text_is_no_network(tmp_path):
    path = tmp_path / "network.onnx"
    path.write_text("<html>404</html>", encoding="utf-8")
    with pytest.raises(ModelDamaged):
        onnx_file.weights(path)
