"""What the rest of the team and CI need, in the words of each manager: to be pasted or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.install import requirements, stand_in_wheels, torch_build
from setup_doctor.machine.keeper import CONDA, PDM, PIP, POETRY, UV
from setup_doctor.managers import project_file
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.managers.project_file import Needs
    from setup_doctor.messages.text import Text

MANAGERS = (PIP, UV, POETRY, PDM, CONDA)
_OURS = {PIP: "requirements.txt", CONDA: "environment.yml"}

# What conda-forge has under its own name; the rest pip brings within the environment.
_FROM_CONDA = {
    "numpy": "numpy",
    "scipy": "scipy",
    "joblib": "joblib",
    "threadpoolctl": "threadpoolctl",
}
_PYTHON = "3.12"
_PYTHONS = ">=3.10,<3.15"


def file_name(manager: str) -> str:
    """The file that the text belongs into."""
    return _OURS.get(manager, "pyproject.toml")


def next_step(manager: str, needs: Needs) -> Text:
    """What is done with the text, and what brings the models afterwards."""
    setup = " ".join(
        ("setup-doctor setup --yes", *(f"--backend {name}" for name in needs.backends))
    )
    setup += " --full" if needs.full else ""
    commands = {
        PIP: "python -m pip install -r requirements.txt",
        UV: "uv sync",
        POETRY: "poetry lock && poetry install",
        PDM: "pdm install",
        CONDA: "conda env create -f environment.yml",
    }
    return text(
        "This belongs into {file}; then: {command}. It brings the packages; the models and the proof come by: "
        "{setup}",
        file=file_name(manager),
        command=commands[manager],
        setup=setup,
    )


def exported(manager: str, needs: Needs) -> str:
    """The text for `manager`."""
    if manager == PIP:
        return "".join(f"{line}\n" for line in _requirements(needs))
    if manager == CONDA:
        return "".join(f"{line}\n" for line in _environment(needs))
    oldest = _PYTHONS.replace("3.10", "3.11") if manager == PDM else _PYTHONS
    head = f'[project]\nname = "diarize"\nversion = "0.1.0"\nrequires-python = "{oldest}"\n'
    own = "[tool.poetry]\npackage-mode = false\n\n" if manager == POETRY else ""
    return project_file.edited(f"{head}{own and chr(10)}{own}", manager, needs)


def _requirements(needs: Needs) -> Iterator[str]:
    """With the exact versions: without a lock file nothing else holds them."""
    if needs.stand_ins:
        yield f"--find-links {project_file.WHEELS}"
    if needs.cpu_torch:
        yield f"--extra-index-url {torch_build.INDEX}cpu"
    yield "--only-binary :all:"
    wanted = requirements.wanted(needs.backends, full=needs.full)
    yield from requirements.pinned(wanted, requirements.EXACT)
    if needs.stand_ins:
        yield from (each.requirement for each in stand_in_wheels.STAND_INS)
        librosa = ("numba", "llvmlite")
        yield from requirements.pinned(librosa, requirements.EXACT)


def _environment(needs: Needs) -> Iterator[str]:
    yield "name: diarize"
    yield "channels:"
    yield "  - conda-forge"
    yield "dependencies:"
    yield f"  - python={_PYTHON}"
    yield "  - pip"
    wanted = requirements.wanted(needs.backends, full=needs.full)
    pinned = [
        each.partition(" ;")[0]
        for each in requirements.pinned(wanted, requirements.EXACT)
        if "<" not in each.partition(" ;")[2]
    ]
    by_name = {each.partition("==")[0]: each for each in pinned}
    ours = [name for name in by_name if name in _FROM_CONDA]
    yield from (f"  - {_FROM_CONDA[name]}={by_name[name].partition('==')[2]}" for name in ours)
    yield "  - pip:"
    if needs.stand_ins:
        yield f"      - --find-links {project_file.WHEELS}"
    if needs.cpu_torch:
        yield f"      - --extra-index-url {torch_build.INDEX}cpu"
    yield from (f"      - {line}" for name, line in by_name.items() if name not in ours)
    if needs.stand_ins:
        yield from (f"      - {each.requirement}" for each in stand_in_wheels.STAND_INS)
