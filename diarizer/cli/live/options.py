"""What can be typed beside `--live`."""

from __future__ import annotations

from typing import Annotated

import typer

Live = Annotated[
    bool,
    typer.Option(
        "--live",
        help="Say who is speaking while they speak: into the microphone, in what comes by -, or in a"
        " FILE that is played; Ctrl-C ends it, and the whole is diarized once more.",
    ),
]
Microphone = Annotated[
    str,
    typer.Option(metavar="NAME", help="For --live: a number, or a part of the name of a device."),
]
Pace = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=100.0,
        metavar="TIMES",
        help="For --live: how fast a FILE is played; 0 for as fast as it can be heard, in equal steps.",
    ),
]
