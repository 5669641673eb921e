"""``python -m tests.fakehub``: the fake Hub for a trial by hand."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from . import (
    PERSONAS,
    FakeHub,
    Fault,
    captive_portal,
    from_folder,
    rate_limit,
    redirect_loop,
    stand_ins,
)

FAULTS = {
    "": (),
    "slow": (Fault(match="GET cdn", rate=100_000),),
    "reset": (Fault(match="GET cdn", cut="rst", after=50_000),),
    "silent": (Fault(cut="stall"),),
    "wrong-hash": (Fault(match="GET cdn", corrupt=True),),
    "rate-limit": (rate_limit(60),),
    "portal": (captive_portal(),),
    "loop": (redirect_loop(),),
    "error": (Fault(status=500),),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persona", choices=PERSONAS, default="good")
    parser.add_argument("--root", type=Path, help="ROOT/OWNER/NAME are the repositories")
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--fault", choices=FAULTS, default="")
    parser.add_argument("--size", type=int, default=30_000_000, help="bytes of the largest file")
    options = parser.parse_args()
    found = from_folder(options.root) if options.root else stand_ins(options.size)
    with FakeHub(found, persona=options.persona, port=options.port) as hub:
        hub.fail(*FAULTS[options.fault])
        for name, value in hub.environment(Path(tempfile.gettempdir()) / "fakehub-home").items():
            print(f"export {name}={value}", flush=True)  # noqa: T201, for the eyes at the terminal
        shown = 0
        while True:
            time.sleep(0.2)
            for seen in hub.log[shown:]:
                print(seen, flush=True)  # noqa: T201, as above
                shown += 1


main()
