"""`diarize FILE...` as typer knows it: parse, and hand on."""

from __future__ import annotations

import os

import typer

from diarizer.cli import arguments, device_option, stderr
from diarizer.cli.commands import SETTINGS
from diarizer.cli.dispatch import Program
from diarizer.cli.live import options  # noqa: TC001, typer reads it
from diarizer.errors import DiarizerError

app = typer.Typer(**SETTINGS)


@app.command(cls=Program, epilog=arguments.EXAMPLES, no_args_is_help=True)
def diarize(  # noqa: PLR0917, typer's parameters
    files: arguments.Files,
    output: arguments.Output = None,
    file_format: arguments.Format = None,
    backend: arguments.Backend = "auto",
    engine: arguments.Engine = "auto",
    device: device_option.Device = "auto",
    num_speakers: arguments.NumSpeakers = None,
    min_speakers: arguments.MinSpeakers = None,
    max_speakers: arguments.MaxSpeakers = None,
    min_turn: arguments.MinTurn = None,
    bridge: arguments.Bridge = None,
    vad_threshold: arguments.VadThreshold = None,
    channels: arguments.Channels = "auto",
    track: arguments.Track = None,
    enroll: arguments.Enroll = [],  # noqa: B006, typer wants a list and copies it
    threshold: arguments.Threshold = None,
    link: arguments.Link = False,
    embeddings: arguments.Embeddings = None,
    html: arguments.Html = None,
    embed_audio: arguments.EmbedAudio = False,
    plot: arguments.Plot = None,
    reference: arguments.Reference = None,
    transcript: arguments.Transcript = None,
    jobs: arguments.Jobs = 1,
    scheduler: arguments.Scheduler = "",
    overwrite: arguments.Overwrite = False,
    strict: arguments.Strict = False,
    timings: arguments.Timings = False,
    live: options.Live = False,
    microphone: options.Microphone = "",
    pace: options.Pace = 1.0,
    lang: arguments.Lang = None,  # noqa: ARG001, settled before anything is parsed
) -> None:
    """Find out who speaks when, in recordings of any format."""
    _one_thread()
    # Here, as --help has to be quick.
    from diarizer.cli import idle_options, run, standard_input  # noqa: PLC0415
    from diarizer.cli.request import Request  # noqa: PLC0415

    request = Request(
        format=file_format,
        output=output,
        backend=backend,
        engine=engine,
        device=device,
        num_speakers=num_speakers,
        min_speakers=min_speakers,
        max_speakers=max_speakers,
        min_turn=min_turn,
        bridge=bridge,
        vad_threshold=vad_threshold,
        channels=int(channels) if channels.isdecimal() else channels,
        track=track,
        enroll=tuple(enroll),
        threshold=threshold,
        link=link,
        embeddings=embeddings,
        html=html,
        embed_audio=embed_audio,
        plot=plot,
        reference=reference,
        transcript=transcript,
        jobs=jobs,
        scheduler=scheduler,
        overwrite=overwrite,
        strict=strict,
        timings=timings,
        live=live,
        microphone=microphone,
        pace=pace,
    )
    try:
        idle_options.check(request)
        if live:
            from diarizer.cli.live import listening  # noqa: PLC0415, as above

            raise typer.Exit(listening.listen(files or [], request))
        with standard_input.files(files, request) as named:
            code = run.run(named, request)
    except DiarizerError as error:
        stderr.give_up(error)
    except OSError as error:
        if error.filename is None:  # of a pipe that nobody reads any more
            raise
        stderr.give_up(stderr.out_of_reach(error))
    raise typer.Exit(code)


def _one_thread() -> None:
    # Before numpy is imported; resemblyzer's small layers are up to 70 times slower on threads.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
