"""Seeing what pip has changed."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from setup_doctor.machine.look_anew import look_anew


def test_checks_that_look_anew_side_by_side_do_not_trip_over_one_another(monkeypatch):
    # A folder that is none is forgotten entry by entry, which two at once cannot do.
    monkeypatch.setattr(sys, "path_importer_cache", {f"gone-{n}": None for n in range(20_000)})
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda _: look_anew(), range(4))) == [None] * 4
    finally:
        sys.setswitchinterval(interval)
