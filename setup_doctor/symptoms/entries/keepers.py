"""What uv, poetry, conda and pip say of environments and projects themselves, before any package fails."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_UV = "https://docs.astral.sh/uv/"
_CONDA = "https://docs.conda.io/projects/conda/en/stable/"

KEEPERS = (
    symptom(
        "cuda.conda",
        r"\b__cuda\b",
        "conda was asked for a build for CUDA, and sees no driver of NVIDIA on this machine.",
        by_hand(text("Without a card of NVIDIA: conda install -c conda-forge pytorch-cpu")),
        shared_remedies.DRIVER,
        weight=Weight.SHARP,
        where=r"none of the providers can be installed|nothing provides|missing on the system",
        seen=(
            (
                "package pytorch-2.5.1-cuda12.6 requires __cuda, but none of the providers can be installed",
                f"{_CONDA}user-guide/tasks/manage-virtual.html",
            ),
        ),
    ),
    symptom(
        "packages.no-environment",
        r"\[no such command: [^\]\n]*env[\\/](?:Scripts|bin)[\\/][^\]\n]*\]|[\\/](?:\.?venv|env)[\\/](?:bin|Scripts)[\\/]\w+[^\n]{0,6}: No such file"
        r"|No virtual environment found; run|EnvironmentNameNotFound|EnvironmentLocationNotFound|Could not find conda environment",
        "There is no environment of that name here, or none at all.",
        by_hand(
            text(
                "Make one: python -m venv .venv (uv venv; conda create -n NAME python=3.12), and activate it"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "error: No virtual environment found; run `uv venv` to create an environment, or pass `--system` to install into a non-virtual environment",
                f"{_UV}pip/environments/",
            ),
            ("EnvironmentNameNotFound: Could not find conda environment: diar", _CONDA),
            (
                ".\\myenv\\Scripts\\Activate : The term '.\\myenv\\Scripts\\Activate' is not recognized as the name of a cmdlet",
                "PowerShell/vscode-powershell#5120",
            ),
        ),
    ),
    symptom(
        "packages.no-project",
        r"could not find a pyproject\.toml|No `?pyproject\.toml`? found in current directory",
        "This folder, and those above it, hold no pyproject.toml.",
        by_hand(
            text("Go to the folder of the project first, or make one there: uv init, poetry init")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Poetry could not find a pyproject.toml file in /home/x or its parents",
                "https://python-poetry.org/docs/",
            ),
        ),
    ),
    symptom(
        "packages.lock-behind",
        r"The lockfile at [`'\"]?uv\.lock[`'\"]? needs to be updated",
        "The lock file is older than what the project asks for now, and the command may not write it.",
        by_hand(text("uv lock, and the same command again")),
        weight=Weight.SHARP,
        seen=(
            (
                "error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.",
                f"{_UV}concepts/projects/sync/",
            ),
        ),
    ),
    symptom(
        "python.not-found",
        r"No interpreter found for Python|activated Python version [\d.]+ is not supported by the project"
        r"|Current Python version \([\d.]+\) is not allowed by the project",
        "The project wants another Python than those that are found here.",
        by_hand(text("uv python install 3.12; or install it, and then: poetry env use python3.12")),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        seen=(
            (
                "error: No interpreter found for Python 3.12 in managed installations or search path",
                f"{_UV}concepts/python-versions/",
            ),
            (
                "The currently activated Python version 3.8.10 is not supported by the project (^3.10).",
                "https://python-poetry.org/docs/managing-environments/",
            ),
        ),
    ),
    symptom(
        "packages.system-owned",
        r"uninstall-distutils-installed-package|It is a distutils installed project|RECORD file (?:was )?not found\. Hint: The package was installed by"
        r"|uninstall-no-record-file",
        "That package was installed by the system or by conda, and pip cannot take it out.",
        shared_remedies.NEW_ENVIRONMENT,
        by_hand(
            text("Or beside it, at your own risk: python -m pip install --ignore-installed PACKAGE")
        ),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "error: uninstall-distutils-installed-package\n\n× Cannot uninstall PyYAML 5.4.1\n╰─> It is a distutils installed project",
                "pypa/pip#5247",
            ),
            (
                "ERROR: Cannot uninstall pyee 11.1.0, RECORD file not found. Hint: The package was installed by debian.",
                "knownsec/Kunyu#68",
            ),
        ),
    ),
    symptom(
        "network.conda",
        r"CondaHTTPError: HTTP (?:000|None)|CondaSSLError|HTTP 000 CONNECTION FAILED",
        "conda did not reach its channel: no network, a proxy, or a certificate that it does not know.",
        by_hand(
            text(
                "See that a browser opens the address that it names; behind a proxy: conda config --set proxy_servers.https http://HOST:PORT"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://repo.anaconda.com/pkgs/main/win-64/current_repodata.json>",
                f"{_CONDA}user-guide/troubleshooting.html",
            ),
        ),
    ),
    symptom(
        "network.fetch-failed",
        r"Failed to (?:fetch|download)[: ]+[`'\"]?https?://",
        "uv could not fetch what it names. The lines below that one say why: no network, a proxy, a certificate, or an address "
        "that is no more.",
        by_hand(
            text(
                "See that a browser opens the address; with a company's certificate: uv --native-tls, or set SSL_CERT_FILE"
            )
        ),
        weight=Weight.VAGUE,
        seen=(
            (
                "error: Failed to fetch: `https://pypi.org/simple/torch/`",
                f"{_UV}reference/troubleshooting/",
            ),
        ),
    ),
    symptom(
        "packages.data-missing",
        r"Resource \S*(?P<package>punkt(?:_tab)?|wordnet|cmudict|averaged_perceptron_tagger\w*)\S* not found"
        r"|\[E050\] Can't find model '(?P<model>\w+)'",
        "A library is there, and the data that it works with are not: they come by a command of their own, not by pip.",
        by_hand(
            text(
                "The message names the command: python -m nltk.downloader NAME, or python -m spacy download NAME"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "LookupError:\n  Resource punkt_tab not found.\n  Please use the NLTK Downloader",
                "https://www.nltk.org/data.html",
            ),
            ("OSError: [E050] Can't find model 'en_core_web_sm'.", "https://spacy.io/usage/models"),
        ),
    ),
    symptom(
        "packages.quotes-wanted",
        r"zsh: no matches found: (?P<package>[\w.-]+\[[\w,-]+\]\S*)",
        "zsh takes the brackets of {package} for a pattern of file names.",
        by_hand(text("Put it in quotes: python -m pip install '{package}'", package="...")),
        weight=Weight.SHARP,
        seen=(
            (
                "zsh: no matches found: whisperx[gpu]",
                "https://zsh.sourceforge.io/Doc/Release/Expansion.html",
            ),
        ),
    ),
    symptom(
        "packages.wheel-record",
        r"is not mentioned in RECORD|RECORD (?:file )?(?:is )?invalid|hash (?:or|/) size of",
        "The list of files within the wheel is wrong. pip does not mind, and poetry 1.4.1 and newer refuse it.",
        by_hand(
            text(
                "Take a newer version of that package, or: poetry config installer.modern-installation false"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "AssertionError: In /x/torch-1.11.0-cp39-cp39-manylinux1_x86_64.whl, torch/_C/return_types.pyi is not mentioned in RECORD",
                "OpenBB-finance/OpenBB#4558",
            ),
        ),
    ),
    symptom(
        "packages.own-project",
        r"Failed to build `[\w.-]+ @ file://",
        "It is your own project that cannot be built, no package of others: its pyproject.toml names a module or a folder that "
        "is not there, or a build tool that does not work.",
        by_hand(
            text(
                "Make the folder of that name with an __init__.py, correct the path, or leave out [build-system] and use: uv sync --no-install-project"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "× Failed to build `some-library @ file:///C:/x/some-library`\n├─▶ The build backend returned an error\n"
                "╰─▶ Call to `uv_build.build_editable` failed (exit code: 1)\n\n"
                "Error: Expected a Python module with an `__init__.py` at: `some_library`",
                "astral-sh/uv#12242",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"Failed to spawn: `(?P<program>[\w.-]+)`",
        "The environment of the project holds no program {program}.",
        by_hand(text("Add the package that brings it, by: uv add PACKAGE")),
        weight=Weight.SHARP,
        seen=(
            (
                "error: Failed to spawn: `whisperx`\n  Caused by: No such file or directory (os error 2)",
                f"{_UV}guides/tools/",
            ),
        ),
    ),
)
