"""What more than one room of the library's tests needs: distributions that others have made."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from diarizer import discovery
from tests import plug_ins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def install(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """Installs distributions for the time of a test.

    Entry points are looked for once in a process, and another test may have done so.
    """
    folder = tmp_path_factory.mktemp("site")
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)

    def installed(name: str, entry_points: str, version: str = "1.0", **modules: str) -> None:
        plug_ins.lay_down(folder, name, entry_points, modules, version)
        discovery._entry_points.cache_clear()

    yield installed
    discovery._entry_points.cache_clear()
    for name in set(sys.modules) - before:
        if str(folder) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]
