"""English, whoever runs the tests; and pytest-xdist on Windows, below a folder whose name is not in
the code page."""

from __future__ import annotations

import os
import sys

import pytest

_NAME = "PYTHONIOENCODING"

# Before anything is started: what the tests compare is English, on a Russian Windows, too.
os.environ["SETUP_DOCTOR_LANG"] = "en"

# A worker is told in UTF-8 where execnet lies, and reads it in the ANSI code page: below a Cyrillic user
# folder it finds nothing there, or a byte that the code page does not have. What the tests start
# has to see the code page again.
if sys.platform == "win32" and os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ.pop(_NAME, None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Before the workers start: let them read UTF-8."""
    if sys.platform == "win32":
        os.environ[_NAME] = "utf-8"
