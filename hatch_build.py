"""Compiles the message catalogues when the package is built or installed.

What gettext reads (``.mo``) is made from what translators write (``.po``), so only the latter is
kept in the repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]
    """For wheels, and for editable installs, which are wheels to pip."""

    PLUGIN_NAME = "catalogues"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write each catalogue beside its source."""
        for path in Path(self.root).glob("diarizer/locale/*/LC_MESSAGES/*.po"):
            polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(path.with_suffix(".mo")))
