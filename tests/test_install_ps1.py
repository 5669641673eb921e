"""The PowerShell installer, as far as it can be held to anything without a PowerShell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

INSTALLER = Path(__file__).parents[1] / "install.ps1"
SCRIPT = INSTALLER.read_bytes()


def test_it_is_ascii_without_a_byte_order_mark():
    # With a mark `irm | iex` breaks; without one Windows PowerShell reads anything else as ANSI.
    assert SCRIPT.isascii()


def test_it_parses_without_an_error():
    tree_sitter = pytest.importorskip("tree_sitter")
    pwsh = pytest.importorskip("tree_sitter_pwsh")
    parser = tree_sitter.Parser(tree_sitter.Language(pwsh.language()))
    root = parser.parse(SCRIPT).root_node
    wrong = [node.start_point for node in _all(root) if node.is_error or node.is_missing]
    assert not wrong
    assert not root.has_error


def test_the_python_that_it_hands_over_holds_no_double_quote():
    # Windows PowerShell drops them between itself and a program.
    (code,) = re.findall(r"\$code = (.*?)\n    return", SCRIPT.decode(), re.DOTALL)
    assert '"' not in code
    compile(eval(code.replace("''", "\\'").replace("\n", "")), "install.ps1", "exec")  # noqa: S307


def test_everything_but_the_last_lines_is_a_definition():
    # So that half a download does nothing.
    text = SCRIPT.decode()
    body = text[text.index(")\n\n") :]
    calls = [s for s in body.splitlines() if re.match(r"(Install|Invoke|Stop)-SetupDoctor", s)]
    assert len(calls) == 1
    assert body.rstrip().splitlines().index(calls[0]) >= len(body.rstrip().splitlines()) - 4


@pytest.mark.parametrize(
    "newer", ["&&", "||", "??", "?.", "-Parallel", "$IsWindows", "ForEach-Object -P", "utf8NoBOM"]
)
def test_nothing_in_it_is_newer_than_powershell_5_1(newer):
    assert newer not in SCRIPT.decode()


def _all(node):
    yield node
    for child in node.children:
        yield from _all(child)
