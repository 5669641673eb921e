"""The headings of the areas."""

from __future__ import annotations

from setup_doctor.messages.text import text

_AREAS = {
    "python": text("Python"),
    "windows": text("Windows"),
    "compiler": text("Compiler"),
    "disk": text("Disk"),
    "packages": text("Packages"),
    "huggingface": text("Hugging Face"),
    "models": text("Models"),
    "smoke": text("Proof"),
}


def heading(area: str) -> str:
    """What stands above the checks of an area, in English.

    >>> heading("smoke")
    'Proof'
    """
    return _AREAS[area].template if area in _AREAS else area.capitalize()
