"""Packages that are looked for in another place than the one that has them."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

ELSEWHERE = (
    symptom(
        "packages.empty-folder",
        r"cannot import name '\w+' from '(?P<module>(?!torch')\w+)(?:\.[\w.]+)?' \(unknown location\)",
        "What Python finds as {module} is a folder without the package in it: one of your own that is called so, or what an "
        "installation that was interrupted or taken away has left.",
        by_hand(
            text(
                "Start the program in another folder than the one that holds a folder {module}, or give that another name",
                module="...",
            )
        ),
        by_hand(
            text(
                "If it lies in site-packages: delete it, then: python -m pip install --force-reinstall {distribution}",
                distribution="...",
            )
        ),
        weight=Weight.SHARP,
        apart='python -c "import {module}; print({module}.__path__)" says which folder it is.',
        looks=("packages.combination",),
        seen=(
            (
                "ImportError: cannot import name 'AutoModelForMaskedLM' from 'transformers' (unknown location)",
                "Lightning-AI/torchmetrics#1742",
            ),
        ),
    ),
    symptom(
        "python.editor",
        r"^(?:Import \"(?P<module>[\w.]+)\" could not be resolved|Unresolved reference '(?P<name>\w+)')",
        "It is the editor that does not find the module, and not Python: it looks into another Python than the one that has it, or the "
        "package is not installed.",
        by_hand(
            text("VS Code: Ctrl+Shift+P, Python: Select Interpreter, and take the one of .venv")
        ),
        by_hand(text("PyCharm: Settings, Project, Python Interpreter, and take the one of .venv")),
        seen=(
            (
                'Import "torchcodec.decoders" could not be resolved',
                "meta-pytorch/torchcodec#487",
            ),
        ),
    ),
)
