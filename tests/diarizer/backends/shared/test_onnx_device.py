"""What onnxruntime is kept from doing."""

import os
import subprocess
import sys

import pytest

from tests.diarizer.support import ROOT

pytest.importorskip("onnxruntime")

_RUN = """
from diarizer.backends.shared import onnx_device as here
here.session(here.PRODUCT, here.one_thread(), "cpu")
"""


def test_no_number_for_this_machine_is_written_down_and_nothing_is_reported(tmp_path):
    places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME"), str(tmp_path))
    given = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", _RUN], env={**given, **places}, check=True, timeout=300, cwd=ROOT
    )
    assert list(tmp_path.rglob("*.db")) == []
    assert list(tmp_path.rglob("deviceid")) == []
