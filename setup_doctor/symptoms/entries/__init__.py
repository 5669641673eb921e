"""What is known, by area: one entry for each symptom, the sharper one before the general one."""

from __future__ import annotations
