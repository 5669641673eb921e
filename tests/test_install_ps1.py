"""The PowerShell installer, as far as it can be held to anything without a PowerShell."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from setup_doctor.checks import backends
from tests.windows import installer

ROOT = Path(__file__).parents[1]
INSTALLER = ROOT / "install.ps1"
SCRIPT = INSTALLER.read_bytes()


def test_it_is_ascii_without_a_byte_order_mark():
    # With a mark `irm | iex` breaks; without one Windows PowerShell reads anything else as ANSI.
    assert SCRIPT.isascii()


@pytest.mark.parametrize("name", ["install.ps1", "tests/install.Tests.ps1"])
def test_it_parses_without_an_error(name):
    root = _tree((ROOT / name).read_bytes())
    wrong = [node.start_point for node in _all(root) if node.is_error or node.is_missing]
    assert not wrong
    assert not root.has_error


def test_programs_are_started_in_two_places_that_look_at_the_exit_code():
    functions = [n for n in _all(_tree(SCRIPT)) if n.type == "function_statement"]
    starting = [f.text.decode() for f in functions if any(map(_starts_a_program, _all(f)))]
    names = [re.match(r"function ([\w-]+)", text).group(1) for text in starting]
    assert names == ["Test-SetupDoctorCommand", "Invoke-SetupDoctorStep"]
    assert all("$LASTEXITCODE" in text for text in starting)


def test_its_commands_can_be_read_out_of_it_for_the_windows_run():
    values = dict.fromkeys(("found", "venv", "own", "constraints", "source"), "x")
    venv, install, setup = installer.commands(INSTALLER, values)
    assert venv == ["x", "-m", "venv", "--clear", "x"]
    assert install[1:4] == ["-m", "pip", "install"]
    assert setup == ["x", "-m", "setup_doctor", "setup", "--yes"]


def test_both_installers_bring_the_same_typer():
    # 0.29 is as good, and loads pydantic at every start.
    shell = (INSTALLER.parent / "install.sh").read_text(encoding="utf-8")
    assert re.findall(r"typer==[\d.]+", shell) == re.findall(r"typer==[\d.]+", SCRIPT.decode())


def test_it_knows_every_backend():
    (names,) = re.findall(r"\$SetupDoctorBackends = @\((.*)\)", SCRIPT.decode())
    assert re.findall(r"'(\w+)'", names) == [*backends()]


def test_the_number_that_a_python_answers_with_is_the_one_that_is_asked_for():
    (number,) = re.findall(r"\$SetupDoctorSuits = (\d+)", SCRIPT.decode())
    (code,) = re.findall(r"\$code = (.*?)\n    return", SCRIPT.decode(), re.DOTALL)
    assert f"sys.exit({number} * (" in code
    assert 0 < int(number) < 256


def test_no_word_is_bound_by_its_position():
    # "-Backend resemblyzer pyannote" would take the second word for -Python.
    assert "[CmdletBinding(PositionalBinding = $false)]" in SCRIPT.decode()


def test_no_path_of_the_registry_is_resolved():
    # Join-Path stops at a drive that is gone.
    text = SCRIPT.decode()
    search = text[text.index("function Get-SetupDoctorCandidate") :].partition("\n}\n")[0]
    assert "Join-Path" not in search.replace("# registered", "").replace(
        "# Put together as text: Join-Path", ""
    )


def test_what_powershell_takes_for_quotes_is_doubled():
    (quotes,) = re.findall(r"\$Word -replace '\(\[''(.*?)\]\)', '\$1\$1'", SCRIPT.decode())
    assert re.fullmatch(f"['{quotes}]+", "'\u2018\u2019\u201a\u201b")


def test_it_ends_a_script_only_where_it_is_a_file_itself():
    end = SCRIPT.decode().rpartition("finally")[2]
    assert "if ($PSCommandPath) { exit $SetupDoctorState.Code }" in end
    assert "MyInvocation" not in end


def test_path_is_left_alone():
    text = SCRIPT.decode().lower()
    assert "$env:path" not in text
    assert "setenvironmentvariable" not in text


def test_the_python_that_it_hands_over_holds_no_double_quote():
    # Windows PowerShell drops them between itself and a program.
    (code,) = re.findall(r"\$code = (.*?)\n    return", SCRIPT.decode(), re.DOTALL)
    assert '"' not in code
    compile(eval(code.replace("''", "\\'").replace("\n", "")), "install.ps1", "exec")  # noqa: S307


def test_everything_but_the_last_lines_is_a_definition():
    # So that half a download does nothing.
    text = SCRIPT.decode()
    body = text[text.index(")\n\n") :]
    calls = [
        s for s in body.splitlines() if re.match(r"(try { )?(Install|Invoke|Stop)-SetupDoctor", s)
    ]
    assert len(calls) == 1
    assert body.rstrip().splitlines().index(calls[0]) >= len(body.rstrip().splitlines()) - 5


@pytest.mark.parametrize(
    "newer", ["&&", "||", "??", "?.", "-Parallel", "$IsWindows", "ForEach-Object -P", "utf8NoBOM"]
)
def test_nothing_in_it_is_newer_than_powershell_5_1(newer):
    assert newer not in SCRIPT.decode()


PARSE = """
$wrong = $null
$null = [Management.Automation.Language.Parser]::ParseFile($args[0], [ref] $null, [ref] $wrong)
$wrong | ForEach-Object { $_.Message }
exit [int] ($wrong.Count -gt 0)
"""
ANALYSE = """
$found = @(Invoke-ScriptAnalyzer -Path $args[0] -Settings $args[1])
$found | ForEach-Object { '{0}: line {1}: {2}' -f $_.RuleName, $_.Line, $_.Message }
exit [int] ($found.Count -gt 0)
"""
PESTER = """
$done = Invoke-Pester -Path $args[0] -PassThru
exit [int] ($done.FailedCount -gt 0 -or $done.PassedCount -eq 0)
"""


def test_powershell_itself_parses_it(powershell):
    powershell(PARSE, INSTALLER)


@pytest.mark.slow
def test_the_script_analyser_finds_nothing_for_powershell_5_1(powershell):
    powershell(
        ANALYSE,
        INSTALLER,
        ROOT / "tests" / "PSScriptAnalyzerSettings.psd1",
        module="PSScriptAnalyzer",
    )


@pytest.mark.slow
def test_pester_finds_that_it_does_what_it_says(powershell):
    powershell(PESTER, ROOT / "tests" / "install.Tests.ps1", module="Pester")


@pytest.fixture
def powershell(tmp_path):
    """Run a script in a real PowerShell, or say why not."""
    shell = shutil.which("pwsh")
    if not shell:
        pytest.skip("there is no pwsh on PATH")

    def start(code, *arguments, module=""):
        script = tmp_path / "script.ps1"
        script.write_text(code, encoding="ascii")
        command = [shell, "-NoProfile", "-ExecutionPolicy", "Bypass"]
        if module:
            listed = [*command, "-Command", f"(Get-Module -ListAvailable {module}).Name"]
            if module not in _run(listed).stdout:
                pytest.skip(f"PowerShell has no {module} here: Install-Module {module}")
        done = _run([*command, "-File", script, *arguments])
        assert done.returncode == 0, done.stdout + done.stderr

    return start


def _run(command):
    return subprocess.run(
        [str(each) for each in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
    )


def _tree(content):
    tree_sitter = pytest.importorskip("tree_sitter")
    pwsh = pytest.importorskip("tree_sitter_pwsh")
    return tree_sitter.Parser(tree_sitter.Language(pwsh.language())).parse(content).root_node


def _starts_a_program(node):
    return node.type == "command_invocation_operator" and node.text == b"&"


def _all(node):
    yield node
    for child in node.children:
        yield from _all(child)
