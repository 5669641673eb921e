"""What a list of requirements asks for that no index can give, and what a project says of itself."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

# All that stands against each other is a package and the version that a list asks for.
CONSTRAINED = (
    r"\s+The user requested (?P<package>[\w.-]+)(?:\[[^\]\n]*\])?(?:[<>=!~][^\n]*)?"
    r"\s+The user requested \(constraint\) (?P=package)(?:==)?(?P<version>[^\n]*?)\s+To fix"
)
# Every line is of one package and asks for the same: nothing stands against it but what pip can find.
_SAME_EACH_TIME = (
    r"\s+(?P<package>[\w.-]+)(?:\[[^\]\n]*\])? [\w.+]+ depends on (?P<wanted>\S+)"
    r"(?:\s+(?P=package)(?:\[[^\]\n]*\])? [\w.+]+ depends on (?P=wanted)(?=\s|$))+"
    r"(?!\s+(?:[\w.\[\],-]+ [\w.+]+ depends on|The user requested))"
)
# pip has given an address up.
_UNREACHED = r"Retrying \(Retry\(total=0"

REQUIREMENT_LISTS = (
    symptom(
        "packages.no-such-version",
        r"conflict is caused by:" + CONSTRAINED,
        "A list of versions (a constraint) asks for {package} {version}, and pip found no other and not that one: its index "
        "was not reached, or has no such file for this Python.",
        by_hand(
            text(
                "See what pip's index has: python -m pip index versions {package}; and which one it asks: python -m pip config "
                "list",
                package="...",
            )
        ),
        shared_remedies.TRY_AGAIN,
        weight=Weight.SHARP,
        unless=_UNREACHED,
        looks=("python.version",),
        seen=(
            (
                "ERROR: Cannot install soxr because these package versions have conflicting dependencies.\n\nThe conflict is "
                "caused by:\n    The user requested soxr\n    The user requested (constraint) soxr==1.1.0\n\nTo fix this you could "
                "try to:",
                "https://pip.pypa.io/en/stable/topics/dependency-resolution/",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        r"conflict is caused by:" + _SAME_EACH_TIME,
        "No two packages are against each other: each version of {package} asks for {wanted}, and pip finds none that it may take. "
        "There is none ready-built for this Python (too new, 32-bit, or for ARM), or a list of versions forbids it.",
        shared_remedies.NEW_PYTHON,
        by_hand(
            text(
                "See whether a list of versions is set: python -m pip config list, and PIP_CONSTRAINT"
            )
        ),
        weight=Weight.SHARP,
        unless=_UNREACHED,
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "ERROR: Cannot install whisperx because these package versions have conflicting dependencies.\n\nThe conflict is "
                "caused by:\n    whisperx 3.1.6 depends on torch>=2\n    whisperx 3.1.5 depends on torch>=2\n",
                "m-bain/whisperX#940",
            ),
        ),
    ),
    symptom(
        "packages.frozen-paths",
        r"No such file or directory: '[^'\n]*(?:croots?[\\/]|feedstock_root|[\\/]b[\\/]abs_|conda-bld|[\\/]tmp[\\/]build[\\/])[^'\n]*'",
        "The list of requirements was written by conda on another machine: its lines with @ file:/// lead to folders that are "
        "on that one alone.",
        by_hand(
            text(
                "In those lines leave only the name, as in: certifi; whoever made it: python -m pip list --format=freeze"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: "
                "'/croot/certifi_1690232220950/work/certifi'",
                "nhussein/promptsmooth#1",
            ),
            (
                "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: "
                "'C:\\\\b\\\\abs_c4zmy2l696\\\\croot\\\\aiohttp_1670009573673\\\\work'",
                "sdw-online/ai-postgres-database-chatbot#1",
            ),
        ),
    ),
    symptom(
        "windows.access-denied",
        r"WinError 2\][^\n]*\.exe(?:'|\\\\)?[^\n]*\.deleteme|trying to use \.deleteme logic",
        "pip may not write into the folder Scripts of this Python: it was installed for all users, or a program of that folder "
        "runs.",
        by_hand(
            text(
                "Make an environment of your own: python -m venv .venv, then .venv\\Scripts\\activate, and install there"
            )
        ),
        shared_remedies.CLOSE,
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [WinError 2] Le fichier spécifié est introuvable: "
                "'C:\\\\Python311\\\\Scripts\\\\f2py.exe' -> 'C:\\\\Python311\\\\Scripts\\\\f2py.exe.deleteme'",
                "pypa/pip#12195",
            ),
        ),
    ),
    symptom(
        "windows.virus",
        r"\[Errno 22\] Invalid argument: '[A-Za-z]:[^'\n]*pip-\w+-",
        "A file that pip had just fetched or unpacked was taken away under it: most often the virus scanner holds it for a "
        "virus.",
        by_hand(
            text(
                "Look into the scanner's quarantine; an exclusion only for files whose origin you know"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [Errno 22] Invalid argument: "
                "'C:\\x\\Temp\\pip-unpack-x1\\pyinstaller-5.7.0-py3-none-win_amd64.whl'",
                "pyinstaller/pyinstaller#7356",
            ),
        ),
    ),
    symptom(
        "packages.python-range",
        r"current project's (?:Python requirement|supported Python range) \((?P<range>[^)\n]+)\) is not compatible"
        r"|`requires-python` value \((?P<wide>[^)\n]+)\) includes Python versions that are not supported",
        "The project says that it runs on Python {range}, and one of its packages does not exist for all of these. The Python "
        "that runs here is not meant.",
        by_hand(
            text(
                'Narrow it in pyproject.toml to what the lines below say, such as: requires-python = ">=3.10,<3.13"'
            )
        ),
        weight=Weight.SHARP,
        names=(r"`requires-python` value \((?P<range>[^)\n]+)\) includes",),
        seen=(
            (
                "The current project's Python requirement (>=3.10,<4.0) is not compatible with some of the required packages "
                "Python requirement:\n  - numpy requires Python >=3.7,<3.11, so it will not be satisfied for Python >=3.11,<4.0",
                "python-poetry/poetry#5800",
            ),
            (
                "The current project's supported Python range (>=3.11) is not compatible with some of the required packages "
                "Python requirement:\n  - numpy requires Python >=3.12, so it will not be installable for Python >=3.11,<3.12\n\n"
                "So, because x depends on numpy (^2.5.5), version solving failed.",
                "https://python-poetry.org/docs/dependency-specification/#python-restricted-dependencies",
            ),
            (
                "hint: The `requires-python` value (>=3.8) includes Python versions that are not supported by your dependencies",
                "https://docs.astral.sh/uv/reference/troubleshooting/build-failures/",
            ),
        ),
    ),
    symptom(
        "packages.build-failed",
        r"failed with error code \d+ in \S*pip-\w+-\w+[\\/](?P<package>[\w.-]*\w)",
        "There is no ready-built {package} for this Python and this system in the version that was chosen, so it was to be "
        "built from its source, and that failed.",
        by_hand(
            text(
                "Ask for a ready-built one: python -m pip install --only-binary=:all: {package}",
                package="...",
            )
        ),
        by_hand(text("Or read on above: what the build itself lacked stands there")),
        weight=Weight.VAGUE,
        unless=r"webrtcvad",
        looks=("python.version",),
        seen=(
            (
                "error: can't copy 'x/slt_arctic_demo_data': doesn't exist or not a regular file\n"
                'Command "/usr/bin/python3.5 -u -c x" failed with error code 1 in /tmp/pip-build-vrm0moli/nnmnkwii/',
                "r9y9/nnmnkwii#69",
            ),
        ),
    ),
    symptom(
        "packages.pip-called",
        r"Command '\[[^\]\n]*'(?:pip3?|uv)'[^\]\n]*'install'[^\]\n]*\]' returned non-zero",
        "A program called pip to install a package, and that failed; pip's own words stand above these lines.",
        shared_remedies.LOOK_ABOVE,
        weight=Weight.VAGUE,
        seen=(
            (
                "Command '['pip', 'install', '--upgrade', 'fairseq']' returned non-zero exit status 1.",
                "RVC-Project/Retrieval-based-Voice-Conversion-WebUI#2676",
            ),
        ),
    ),
    symptom(
        "models.other-kind",
        r"invalid load key, ?'\\x08'|Load model from [^\n]*\.(?:bin|pt|pth|ckpt|safetensors) failed: ?Protobuf parsing failed",
        "The file is whole, and of another kind than what reads it: weights of torch are read as ONNX, or the other way round. "
        "pyannote tells the kinds apart by the name and the folder of the file.",
        by_hand(
            text(
                "Name the model as its page does (pyannote/wespeaker-voxceleb-resnet34-LM), or its folder with config.yaml, not the file"
            )
        ),
        by_hand(text("If you did not choose it yourself: delete the file, and download it again")),
        weight=Weight.SHARP,
        seen=(
            (
                "InvalidProtobuf: [ONNXRuntimeError] : 7 : INVALID_PROTOBUF : Load model from "
                "/x/pyannote-wespeaker-voxceleb-resnet34-LM.bin failed:Protobuf parsing failed.",
                "pyannote/pyannote-audio#1599",
            ),
            (
                "_pickle.UnpicklingError: invalid load key, '\\x08'.",
                "juanmc2005/diart#223",
            ),
        ),
    ),
    symptom(
        "models.not-there",
        r"(?P<file>[\w.-]+\.(?:onnx|pt|pth|bin|ckpt|safetensors|gguf)) does(?: not|n't) exist",
        "The model {file} is not where the program looks for it: it was not downloaded, or lies in another folder.",
        by_hand(text("Download it as the page of the program says, and give its whole path")),
        weight=Weight.SHARP,
        unless=r"File at ",
        seen=(
            (
                "AssertionError: ./sherpa-onnx-streaming/encoder-epoch-99-avg-1.onnx does not exist! Please refer to the page",
                "k2-fsa/sherpa#400",
            ),
        ),
    ),
    symptom(
        "cuda.libraries",
        r"libcudnn\S*\.so\.\d+\. Error: libnvrtc\.so",
        "cuDNN is here, and libnvrtc, a part of CUDA that it calls, is not found under that name.",
        by_hand(
            text(
                "Beside libnvrtc.so.11.2 (or .12) make a link called libnvrtc.so, and put that folder on LD_LIBRARY_PATH"
            )
        ),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                "Could not load library libcudnn_cnn_infer.so.8. Error: libnvrtc.so: cannot open shared object file",
                "coqui-ai/TTS#2613",
            ),
        ),
    ),
)
