"""Secrets never leave."""

from __future__ import annotations

import pytest

from setup_doctor.messages.redaction import redact


@pytest.mark.parametrize(
    "text, clean",
    [
        ("token hf_AbCdEfGhIjKlMnOp.", "token hf_***."),
        ("hf_oauth_AbCdEfGhIj", "hf_***"),
        ("hf_oauth_eyJhbGci.eyJz-dWI_.c2ln-xx. Then", "hf_***. Then"),
        ("token eyJhbGciOiJF.eyJzdWIiOiJ0.c2ln", "token ***"),
        ("refresh_token = AbC-dEf", "refresh_token = ***"),
        ('{"refresh_token": "AbC-dEf", "a": 1}', '{"refresh_token": "***", "a": 1}'),
        (
            "index-url = https://ghp_AbCdEfGhIjKlMnOp@example.org/",
            "index-url = https://***@example.org/",
        ),
        ("ghp_AbCdEfGhIjKlMnOpQr", "ghp_***"),
        (
            "Illegal header value b'Bearer hf_AbCdEfGh\\n'",
            "Illegal header value b'Bearer ***\\n'",
        ),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
        ("http://eva:p@ss@proxy.example:3128/", "http://***@proxy.example:3128/"),
        ("global.proxy='eva:secret@proxy.example:3128'", "global.proxy='***@proxy.example:3128'"),
        (
            "PIP_INDEX_URL=http://firm.example/simple?token=AbC",
            "PIP_INDEX_URL=http://firm.example/simple?token=***",
        ),
        ("https://pypi.fury.io/AbCdEfGh12345/eva/", "https://pypi.fury.io/***/eva/"),
        ("https://dl.cloudsmith.io/public/eva/x/", "https://dl.cloudsmith.io/public/eva/x/"),
        ("https://huggingface.co/a/b?download=true", "https://huggingface.co/a/b?download=true"),
        ("at 12:30 write to eva@example.org:25", "at 12:30 write to eva@example.org:25"),
        ("https://huggingface.co/pyannote", "https://huggingface.co/pyannote"),
        ("mail eva@example.org", "mail eva@example.org"),
        ("hf_hub_download got an argument", "hf_hub_download got an argument"),
        ("HF_TOKEN is set", "HF_TOKEN is set"),
        ('Bearer realm="Authentication required"', 'Bearer realm="Authentication required"'),
    ],
)
def test_tokens_and_proxy_passwords_go_and_all_else_stays(text, clean):
    assert redact(text) == clean
