"""The Hugging Face account, which only the gated models need: token, way, account, terms."""

from setup_doctor.checks.huggingface.token import token  # isort: skip
from setup_doctor.checks.huggingface.hub import account, reach  # isort: skip
from setup_doctor.checks.huggingface.access import community, pipeline_3_1, segmentation  # isort: skip
from setup_doctor.checks.huggingface.xet import xet  # isort: skip

# In the order in which they are asked.
__all__ = [  # noqa: RUF022
    "token",
    "reach",
    "account",
    "community",
    "segmentation",
    "pipeline_3_1",
    "xet",
]
