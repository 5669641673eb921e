"""The interpreter: whether the wheels exist for it, and whether packages can be put into it."""

from setup_doctor.checks.python.interpreter import (  # isort: skip
    NEWEST,
    OLDEST,
    architecture,
    environment,
    threading,
    version,
)
from setup_doctor.checks.python.keeper import keeper  # isort: skip
from setup_doctor.checks.python.pip import pip  # isort: skip
from setup_doctor.checks.python.search_path import site_packages  # isort: skip
from setup_doctor.checks.python.windows import embeddable, launcher, store  # isort: skip

# In the order in which they are shown; the two versions are no checks, and passed over.
__all__ = [  # noqa: RUF022
    "OLDEST",
    "NEWEST",
    "version",
    "architecture",
    "store",
    "embeddable",
    "launcher",
    "threading",
    "environment",
    "site_packages",
    "keeper",
    "pip",
]
