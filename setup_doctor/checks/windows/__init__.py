"""Windows itself: what it allows, where it keeps things, and what it speaks. Mostly by trying."""

from setup_doctor.checks.windows.runtime import runtime  # isort: skip
from setup_doctor.checks.windows.drives import drives, onedrive  # isort: skip
from setup_doctor.checks.windows.paths import links, long_paths  # isort: skip
from setup_doctor.checks.windows.folders import user_folder, user_folder_answers  # isort: skip
from setup_doctor.checks.windows.scanner import new_files  # isort: skip
from setup_doctor.checks.windows.application_control import smart_app_control  # isort: skip
from setup_doctor.checks.windows.privacy import microphone  # isort: skip
from setup_doctor.checks.windows.console import code_page  # isort: skip
from setup_doctor.checks.windows.scripts import execution_policy, language_mode  # isort: skip
from setup_doctor.checks.windows.proxy import proxy  # isort: skip

# In the order in which they are shown.
__all__ = [  # noqa: RUF022
    "runtime",
    "drives",
    "onedrive",
    "long_paths",
    "links",
    "user_folder",
    "user_folder_answers",
    "new_files",
    "smart_app_control",
    "microphone",
    "code_page",
    "execution_policy",
    "language_mode",
    "proxy",
]
