"""What refuses an installation that would be right: the program in use, the rights, the channel."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

HANDLED = (
    symptom(
        "python.pip-itself",
        r"(?:WinError 5|WinError 32)\][^\n]*[\\/]pip[\d.]*\.exe",
        "pip.exe cannot replace itself while it runs. Most often the new pip is there all the same.",
        by_hand(text("python -m pip install --upgrade pip")),
        weight=Weight.SHARP,
        # Asked so, pip.exe does not run: it is the folder that may not be written.
        unless=r"python[\d.]*(?:\.exe)?['\"]? -m pip install",
        seen=(
            (
                "PermissionError: [WinError 5] Access is denied: 'C:\\\\x\\\\Temp\\\\pip-61ogpg3s-uninstall\\\\scripts\\\\pip.exe'",
                "pypa/pip#4042",
            ),
        ),
    ),
    symptom(
        "disk.permission",
        r"could not create '[^'\n]+': [^\n]*(?:WinError 5\b|Permission denied)",
        "What is built writes into the folder of the project first, and this account may not write there.",
        by_hand(text("Move the project into a folder of your own, such as below your user folder")),
        weight=Weight.SHARP,
        seen=(
            (
                "running egg_info\nerror: could not create 'x.egg-info': Zugriff verweigert",
                "vinc3PO/ebayKleinanzeigenAlert#44",
            ),
        ),
    ),
    symptom(
        "windows.access-denied",
        r"(?:WinError 5\]|Errno 13\])[^\n]*[\\/](?:program ?(?:files|data)|python3\d+[\\/]+scripts[\\/]+pip[\d.]*\.exe)",
        "This Python was installed for all users, and only an administrator may write into its folder.",
        by_hand(
            text(
                "Make an environment of your own: python -m venv .venv, then .venv\\Scripts\\activate, and install there"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Could not install packages due to an EnvironmentError: [WinError 5] Access is denied: 'c:\\\\program files "
                "(x86)\\\\python37-32\\\\lib\\\\site-packages\\\\pip-19.0.3.dist-info\\\\entry_points.txt'",
                "pypa/pip#7481",
            ),
        ),
    ),
    symptom(
        "network.conda",
        r"CondaHTTPError: HTTP 4\d\d|UnavailableInvalidChannel|HTTP 4\d\d [A-Z ]+ for (?:channel|url) <",
        "conda reached the server, and there is no such channel or file there, or it is refused: the channel is misspelled, the "
        "mirror that is set lacks it, or the channel has ended, as PyTorch's did.",
        by_hand(
            text(
                "Look at the channels: conda config --show-sources; take out the mirror that fails"
            )
        ),
        by_hand(
            text("PyTorch comes from pip, in the same environment: python -m pip install torch")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "UnavailableInvalidChannel: The channel is not accessible or is invalid.\n  channel name: pytorch\n  error "
                "code: 404",
                "conda/conda#10632",
            ),
            (
                "CondaHTTPError: HTTP 404 NOT FOUND for url <http://mirrors.example.org/anaconda/nvidia/noarch/repodata.json>",
                "conda/conda#14058",
            ),
        ),
    ),
    symptom(
        "python.not-found",
        r"No suitable Python runtime found|Requested Python version \([\d.]+\) (?:is )?not installed|No installed Python found!",
        "The launcher py was asked for a version of Python that is not installed here.",
        by_hand(
            text("py --list shows those that are here; the line that fails names the wanted one")
        ),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "No suitable Python runtime found\nPass --list (-0) to see all detected environments on your machine",
                "gitmylo/audio-webui#132",
            ),
        ),
    ),
    symptom(
        "python.too-old-for-code",
        r"SyntaxError: (?:invalid syntax|(?:f-string|walrus)[^\n]*)$",
        "The package was written for a newer Python than this one.",
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        where=r"python3\.[2-7][\\/][^\n]*(?:site|dist)-packages|Python3[2-7][\\/][^\n]*(?:site|dist)-packages",
        looks=("python.version",),
        seen=(
            (
                'File "/usr/local/lib/python3.5/dist-packages/pyannote/audio/applications/change_detection.py", line 248\n'
                "    metric_name = f'{task}/coverage@{target_purity:.2f}purity'\n"
                "SyntaxError: invalid syntax",
                "pyannote/pyannote-audio#102",
            ),
        ),
    ),
    symptom(
        "packages.triton-missing",
        r"Cannot find a working triton installation|TritonMissing",
        "torch.compile wants Triton, which the Python that runs does not have. Diarization does without torch.compile.",
        by_hand(
            text(
                "Windows: python -m pip install triton-windows, with the python that runs the program"
            )
        ),
        shared_remedies.variable(
            text("Or go on without it, in this window"), "TORCHDYNAMO_DISABLE", "1"
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: Cannot find a working triton installation. Either the package is not installed or it is too old.",
                "woct0rdho/triton-windows#34",
            ),
        ),
    ),
    symptom(
        "network.local-service",
        r"(?:localhost|127\.0\.0\.1)[^\n]{0,200}(?:refused|10061)|(?:refused|10061)[^\n]{0,200}(?:localhost|127\.0\.0\.1)"
        r"|Cannot connect to the Docker daemon|error during connect[^\n]*docker",
        "Nothing listens on this machine itself where the program asks: the service that belongs to it was not started, or ended. "
        "The network is not the reason.",
        by_hand(
            text(
                "Start that service first (Docker, Ollama, the server of the program), and look at its own log"
            )
        ),
        weight=Weight.SHARP,
        unless=r"[Pp]roxy",
        seen=(
            (
                "requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=11434): Max retries exceeded "
                "(Caused by NewConnectionError('Failed to establish a new connection: [WinError 10061]'))",
                "https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2",
            ),
            (
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
                "https://docs.docker.com/engine/daemon/troubleshoot/",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"hook was removed in v\d|doesn't follow PyTorch's LRScheduler API",
        "The code was written for another version of Lightning, or of torch, than the one that is here.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        weight=Weight.SHARP,
        looks=("packages.combination",),
        seen=(
            (
                "RuntimeError: The `Callback.on_batch_end` hook was removed in v1.8. Please use `Callback.on_train_batch_end`",
                "openspeech-team/openspeech#185",
            ),
        ),
    ),
    symptom(
        "audio.no-track",
        r"IndexError: tuple index out of range",
        "The file holds no sound: a video without one, or a picture or text that has the ending of a recording.",
        by_hand(text("Look what is in it: ffprobe FILE; leave such files out")),
        weight=Weight.SHARP,
        where=r"StreamContainer\.get|streams\.audio\[0\]",
        seen=(
            (
                'File "av\\container\\streams.pyx", line 117, in av.container.streams.StreamContainer.get\n'
                "IndexError: tuple index out of range",
                "Purfview/whisper-standalone-win#280",
            ),
        ),
    ),
    symptom(
        "audio.channels",
        r"assert num_channels == 1|assert (?:waveform|wav|signal)\w*\.shape\[0\] == 1",
        "The recording has two channels, and the network takes one.",
        by_hand(text("Mix them first: ffmpeg -i INPUT -ac 1 -ar 16000 output.wav")),
        by_hand(text("Or in Python: waveform = waveform.mean(dim=0, keepdim=True)")),
        weight=Weight.SHARP,
        seen=(
            (
                "--> 334         assert num_channels == 1\n\nAssertionError:",
                "riteshhere/Speaker_diarization#1",
            ),
        ),
    ),
    symptom(
        "packages.system-old",
        r"version `?(?P<what>GLIBC_[\d.]+)'? not found",
        "A compiled package wants {what}: the C library of this system is older, and nothing that pip or conda install changes "
        "that.",
        by_hand(
            text(
                "Ask for an older version of the package, or run it in a container of a newer system"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "/lib64/libc.so.6: version `GLIBC_2.29' not found",
                "ai4d-iasc/trixie#97",
            ),
        ),
    ),
    symptom(
        "packages.system-old",
        r"version (?P<what>GLIBCXX_[\d.]+) not defined in file libstdc\+\+",
        "A compiled package wants {what}: this system, or the libstdc++ that is found first, is older than it.",
        by_hand(
            text(
                "With conda: conda install -c conda-forge libstdcxx-ng, and start Python from that environment"
            )
        ),
        by_hand(text("Otherwise an older version of the package, or a newer system")),
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: /x/llvmlite/binding/libllvmlite.so: symbol _ZNSt7, version GLIBCXX_3.4.21 not defined in file "
                "libstdc++.so.6 with link time reference",
                "librosa/librosa#1108",
            ),
        ),
    ),
)
