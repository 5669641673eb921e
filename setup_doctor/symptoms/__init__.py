"""What error messages mean: the walls that people hit, told by the exact words they saw."""

from __future__ import annotations

from setup_doctor.symptoms.symptom import Symptom
from setup_doctor.symptoms.table import SYMPTOMS, numbered, recognise

__all__ = ["SYMPTOMS", "Symptom", "numbered", "recognise"]
