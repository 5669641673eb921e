"""Secrets leave by no door: one redaction by pattern, for the library and for the doctor.

Tokens reach the screen by way of foreign libraries' messages, so no list of fields can hold them
back; a pattern over the finished text can.
"""

from __future__ import annotations

import re

# Names that begin like a token: functions and packages of the Hub's client.
_NAMES = "hub_download|hub_url|raise_for_status|xet|transfer|api"
_SECRETS = (
    # A login by the browser gives a token of three parts, and its dots end no sentence.
    (re.compile(r"\bhf_(?:oauth|jwt)_[\w-]+(?:\.[\w-]+)*"), "hf_***"),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+"), "***"),
    (re.compile(r"""(\b(?:refresh|access)_token["']?\s*[=:]\s*["']?)[^\s"',]+"""), r"\1***"),
    (re.compile(rf"\bhf_(?!(?:{_NAMES})\b)\w+"), "hf_***"),
    (re.compile(r"\bapi_org_\w+"), "api_org_***"),
    # Those of other services, which stand in the settings of pip and in the addresses of Git.
    (re.compile(r"\b(gh[pousr]_|github_pat_|glpat-|pypi-AgE)[\w-]{16,}"), r"\1***"),
    (re.compile(r"(\bBearer\s+)(?!realm\b)[^\s'\"\\]+", re.IGNORECASE), r"\1***"),
    (re.compile(r"(\bBasic\s+)[A-Za-z0-9+/=]{8,}"), r"\1***"),
    # In the address of an index of packages: behind a question mark, or as a folder of its own.
    (
        re.compile(
            r"([?&][\w.-]*(?:token|key|secret|passw\w*|sig(?:nature)?|auth)=)[^&\s'\"]+",
            re.IGNORECASE,
        ),
        r"\1***",
    ),
    (
        re.compile(r"(\b(?:fury|cloudsmith|packagecloud)\.io/)(?!public/|basic/)[\w-]{12,}(?=/)"),
        r"\1***",
    ),
    # A proxy's user and password. The password may hold an @ of its own: the last one counts.
    (re.compile(r"(?<=://)[^/\s'\"]+@"), "***@"),
    # The same without a scheme, as pip's own setting for a proxy has it.
    (re.compile(r"(?<![\w/*])[^\s'\"@:=/]+:[^\s'\"@/]+@(?=[\w.-]+:\d)"), "***@"),
)


def redact(text: str) -> str:
    """Return ``text`` without tokens and passwords.

    >>> redact("Illegal header value b'Bearer hf_AbC'")
    "Illegal header value b'Bearer ***'"
    >>> redact("token hf_AbC through http://user:secret@proxy:8080")
    'token hf_*** through http://***@proxy:8080'
    >>> redact("http://pypi.firm.example/simple?token=AbC")
    'http://pypi.firm.example/simple?token=***'
    """
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text
