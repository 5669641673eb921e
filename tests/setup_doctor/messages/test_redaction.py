"""Secrets never leave."""

from __future__ import annotations

import pytest

from setup_doctor.messages.redaction import redact


@pytest.mark.parametrize(
    "text, clean",
    [
        ("token hf_AbCdEfGhIjKlMnOp.", "token hf_***."),
        ("hf_oauth_AbCdEfGhIj", "hf_***"),
        (
            "Illegal header value b'Bearer hf_AbCdEfGh\\n'",
            "Illegal header value b'Bearer ***\\n'",
        ),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
        ("http://eva:p@ss@proxy.example:3128/", "http://***@proxy.example:3128/"),
        ("https://huggingface.co/pyannote", "https://huggingface.co/pyannote"),
        ("mail eva@example.org", "mail eva@example.org"),
        ("hf_hub_download got an argument", "hf_hub_download got an argument"),
        ("HF_TOKEN is set", "HF_TOKEN is set"),
        ('Bearer realm="Authentication required"', 'Bearer realm="Authentication required"'),
    ],
)
def test_tokens_and_proxy_passwords_go_and_all_else_stays(text, clean):
    assert redact(text) == clean
