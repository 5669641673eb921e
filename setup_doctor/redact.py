"""One redaction, by pattern, for everything that leaves the program.

Tokens reach the screen by way of foreign libraries' messages, so no list of
fields can hold them back; a pattern over the finished text can.
"""

from __future__ import annotations

import re

_PATTERNS = (
    # Tokens of the Hugging Face Hub: hf_..., hf_oauth_...; not the names of its client's functions.
    (
        re.compile(r"\bhf_(?!(?:hub_download|hub_url|raise_for_status|xet|transfer|api)\b)\w+"),
        "hf_***",
    ),
    (re.compile(r"\bapi_org_\w+"), "api_org_***"),
    # The user information of a URL, which is where a proxy's password stands. The password may
    # hold an @ of its own, so the last one before the host's end is the one that counts.
    (re.compile(r"(?<=://)[^/\s'\"]+@"), "***@"),
    (re.compile(r"(?i)(\bauthorization:\s*(?:bearer|basic)\s+)\S+"), r"\1***"),
    (re.compile(r"(?i)(\bbearer\s+)(?!realm\b)[A-Za-z0-9_.\-]{8,}"), r"\1***"),
)


def redact(text: str) -> str:
    """`text` with tokens and proxy credentials replaced by ``***``.

    >>> redact("HF_TOKEN=hf_abcdefghijkl via http://me:secret@proxy:3128")
    'HF_TOKEN=hf_*** via http://***@proxy:3128'
    """
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
