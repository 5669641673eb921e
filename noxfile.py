"""The checks that need environments of their own: ``nox -s lint types doctor``."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "types", "doctor", "older_hub", "formats"]

CONSTRAINTS = "setup_doctor/install/constraints.txt"


@nox.session
def lint(session: nox.Session) -> None:
    """Style, as pyproject.toml has it."""
    session.install("-c", CONSTRAINTS, ".[lint]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly; numpy is there for its own, the other libraries have none."""
    session.install("-c", CONSTRAINTS, ".[lint]", "numpy")
    session.run("mypy")


@nox.session(python=["3.10", "3.12", "3.13", "3.14"])
def doctor(session: nox.Session) -> None:
    """The doctor's own suite on every Python that the wheels allow and the machine has.

    Without numpy and torch: it has to start where they are missing. Python 3.11 is the one on which
    `install.sh --test` runs everything.
    """
    session.install("-c", CONSTRAINTS, ".", "pytest", "pytest-xdist")
    session.run(
        "pytest", "-q", "-n", "auto", "-m", "not heavy", "tests/setup_doctor", *session.posargs
    )


@nox.session
def older_hub(session: nox.Session) -> None:
    """The Hub's part once more with the client before 2.0, which speaks through another library."""
    session.install("-c", CONSTRAINTS, ".", "huggingface_hub<2", "pytest", "pytest-xdist")
    session.run(
        *("pytest", "-q", "-n", "auto", "tests/setup_doctor/checks/test_huggingface.py"),
        *("tests/diarizer/models/test_download.py", "tests/diarizer/models/test_failures.py"),
        *("tests/diarizer/models/test_script.py", "tests/diarizer/models/test_table.py"),
    )


@nox.session
def formats(session: nox.Session) -> None:
    """The formats, read by meeteval, which is built from source: so it is no part of the tests."""
    session.install("-c", CONSTRAINTS, ".[diarizer]", "meeteval", "pytest")
    session.run("pytest", "-q", "tests/diarizer/formats/test_others.py", *session.posargs)
