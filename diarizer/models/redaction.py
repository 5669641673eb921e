"""Secrets leave by no door: one redaction by pattern."""

from __future__ import annotations

import re

_SECRETS = (
    (re.compile(r"hf_[A-Za-z0-9_]+"), "hf_***"),
    (re.compile(r"(Bearer\s+)[^\s'\"]+"), r"\1***"),
    (re.compile(r"(://)[^/\s@]+@"), r"\1***@"),  # a proxy's user and password
)


def redact(text: str) -> str:
    """Return ``text`` without tokens and passwords.

    >>> redact("Illegal header value b'Bearer hf_AbC'")
    "Illegal header value b'Bearer ***'"
    >>> redact("token hf_AbC through http://user:secret@proxy:8080")
    'token hf_*** through http://***@proxy:8080'
    """
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text
