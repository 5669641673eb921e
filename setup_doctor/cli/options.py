"""The options that several commands share, and what they are turned into."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from setup_doctor.cli.patients import new_machine
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from setup_doctor.commands.repair import Attendant
    from setup_doctor.examination.selection import Request
    from setup_doctor.messages.text import Text
    from setup_doctor.render.output import Output


def backend_names() -> list[str]:
    """The backends, for the Tab key."""
    from setup_doctor.checks import collect

    return [each.backend for each in collect() if each.backend]


def check_names() -> list[str]:
    """The areas and the ids of the checks, for the Tab key."""
    from setup_doctor.checks import collect

    return sorted({each.area for each in collect()} | {each.id for each in collect()})


_backends = partial(typer.Option, "--backend", "-b", metavar="NAME", autocompletion=backend_names)
Backends = Annotated[
    list[str] | None, _backends(help="Only what this backend needs. May be repeated.")
]
OnlyBackends = Annotated[list[str] | None, _backends(help="Only this backend. May be repeated.")]
ToSetUp = Annotated[list[str] | None, _backends(help="Set up this backend. May be repeated.")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        help="Only this check or area, with what it requires. May be repeated.",
        autocompletion=check_names,
    ),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        help="Leave out this check or area. May be repeated.",
        autocompletion=check_names,
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")]
NoSmoke = Annotated[
    bool, typer.Option("--no-smoke", help="Leave out what imports torch or diarizes: a quick look.")
]
Deep = Annotated[
    bool,
    typer.Option(
        "--deep",
        help="Also compile a C extension, in a folder that is removed again, and open the microphone,"
        " without recording.",
    ),
]
Light = Annotated[
    bool,
    typer.Option("--light", help="Without torch, whatever is there: the default where it is not."),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help="The packages as they are published, with torch: `import resemblyzer` works then.",
    ),
]
Cuda = Annotated[
    bool,
    typer.Option(
        "--cuda",
        help="With a torch for CUDA (Linux), which is taken unasked where there is a card.",
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        metavar="auto|torch|light",
        callback=lambda name: one_of(name, ["auto", "torch", "light"]),
        help="Of resemblyzer and open, both unless -b names one: light does without torch.",
    ),
]
Device = Annotated[
    str,
    typer.Option(
        metavar="auto|cpu|cuda|mps",
        callback=lambda name: one_of(name, ["auto", "cpu", "cuda", "mps"]),
        help="What the networks calculate on; auto tries a graphics card, where there is one.",
    ),
]
_seconds = partial(typer.Option, min=0.1, metavar="SECONDS")
Timeout = Annotated[float | None, _seconds(help="Time limit for each check, in place of its own.")]
# What is waited for elsewhere.
DiarizationTimeout = Annotated[
    float | None, _seconds(help="Time limit for the diarization by each backend.")
]
SilenceTimeout = Annotated[
    float | None, _seconds(help="How long nothing may come before it is given up.")
]
AnswerTimeout = Annotated[
    float | None, _seconds(help="How long to wait for the answer of Hugging Face.")
]
Browser = Annotated[
    bool,
    typer.Option(
        "--browser", help="Log in with a browser, by a code: no token has to be made or copied."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, go on.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done, change nothing.")]

# Each of these imports what it needs when it is called: --help has to answer at once.


def new_output(*, data_only: bool = False) -> Output:
    """The streams of this run."""
    from setup_doctor.render.output import Output

    return Output(data_only=data_only)


def new_attendant(output: Output, *, yes: bool, dry_run: bool) -> Attendant:
    """Whoever asks the user before something is changed."""
    from setup_doctor.commands.repair import Attendant
    from setup_doctor.render.console import Console

    return Attendant(
        output,
        Console.of(new_machine(), output),
        yes,
        dry_run,
    )


def new_request(
    backends: list[str] | None,
    only: list[str] | None = None,
    skip: list[str] | None = None,
    *,
    offline: bool = False,
    no_smoke: bool = False,
    deep: bool = False,
    light: bool = False,
    full: bool = False,
    cuda: bool = False,
) -> Request:
    """What the user asked for.

    Raises:
        typer.BadParameter: when something is named that does not exist.
    """
    from setup_doctor.checks import collect
    from setup_doctor.examination.selection import Request, UnknownNameError, select
    from setup_doctor.repair.common_remedies import DEFAULT_BACKENDS

    named = tuple(backends or (DEFAULT_BACKENDS if light else ()))
    parts = (named, tuple(only or ()), tuple(skip or ()))
    refuse_contradictions(light=light, full=full, cuda=cuda)
    looks = Request(*parts, offline=offline, no_smoke=no_smoke, deep=deep)
    request = replace(looks, light=light, full=full or cuda, cuda=cuda)
    try:
        select(collect(), request)
    except UnknownNameError as error:
        raise wrong(error.sentence) from None
    return request


def refuse_contradictions(*, light: bool, full: bool, cuda: bool) -> None:
    """See that it was asked for with torch or without, and not for a torch that is had elsewhere.

    Raises:
        typer.BadParameter: when it was.
    """
    from setup_doctor.install.torch_build import PAGE

    if light and (full or cuda):
        raise wrong(text("--light is without torch, --full and --cuda are with it: choose one."))
    if cuda and new_machine().platform != "linux":
        where = text(
            "--cuda is for Linux. Install a torch for CUDA from {page} beforehand: it stays.",
            page=PAGE,
        )
        raise wrong(where)


def wrong(sentence: Text) -> typer.BadParameter:
    """What is said of wrong usage, in the language of this run."""
    import sys

    from setup_doctor.messages.language import spoken

    return typer.BadParameter(spoken(sys.stderr.encoding)(sentence))


def one_of(name: str, known: list[str]) -> str:
    """`name`, when it is one of `known`.

    Raises:
        typer.BadParameter: when it is not.
    """
    if name not in known:
        raise wrong(text("{name!r} is not one of: {known}", name=name, known=", ".join(known)))
    return name
