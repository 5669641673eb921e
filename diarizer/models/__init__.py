"""The models: what they are, whether they are here and whole, and how they come.

Importing this loads neither numpy nor torch nor huggingface_hub.
"""

from __future__ import annotations

from diarizer.messages.redaction import redact
from diarizer.models.access import TIMEOUT, Access, check_access
from diarizer.models.causes import CAUSES, Cause
from diarizer.models.download import Progress, download
from diarizer.models.failures import classify
from diarizer.models.hub import Account, Hub
from diarizer.models.plan import Plan, PlannedFile, plan
from diarizer.models.table import MODELS, Model, ModelFile, Source
from diarizer.models.tokens import Token, find_token
from diarizer.models.verify import (
    FileState,
    Packages,
    State,
    locate,
    source_folder,
    unpacked_folder,
    verify,
)

__all__ = [
    "CAUSES",
    "MODELS",
    "TIMEOUT",
    "Access",
    "Account",
    "Cause",
    "FileState",
    "Hub",
    "Model",
    "ModelFile",
    "Packages",
    "Plan",
    "PlannedFile",
    "Progress",
    "Source",
    "State",
    "Token",
    "check_access",
    "classify",
    "download",
    "find_token",
    "locate",
    "plan",
    "redact",
    "source_folder",
    "unpacked_folder",
    "verify",
]
