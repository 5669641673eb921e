"""What stands on the screen, letter by letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.render.console import Console
from setup_doctor.render.marks import ASCII, UNICODE, signs
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine
from tests.setup_doctor.render import examples

MACHINE = FakeMachine(interpreter=replace(LINUX_PYTHON, executable=Path("/v/bin/python")))


def shown(report, **options):
    return "\n".join(line.plain for line in Console(MACHINE, **options).report(report))


BROKEN_ASCII = """\
Python
  [OK] Python 3.12.1, for which there are wheels
  [!!] Not in a virtual environment
      python.environment, cause python.environment
      -> Run install.sh
Compiler
  [OK] No C compiler. Not needed.
Packages
  [XX] torch 2.13.0 is damaged.
      packages.torch, cause packages.cut
      -> /v/bin/python -m pip install --force-reinstall --no-deps --no-cache-dir --only-binary=:all: \
torch==2.13.0   (about 130 MB)
  [--] pyannote.audio is not installed (optional)
  [??] The index could not be asked.
      packages.index, cause packages.index
Models
  [XX] This check itself failed (ValueError: oops). Please report it.
      models.crash, cause doctor.crash
Disk
  [XX] A compiler is wanted.
      disk.tools, cause disk.tools
      -> winget install --id Some.Id -e   (about 1800 MB, needs administrator rights, needs a restart)
Proof
  [--] smoke.resemblyzer: Not looked at: packages.torch comes first.
  [--] smoke.pyannote: Not looked at: packages.pyannote comes first.

Not ready: resemblyzer     torch 2.13.0 is damaged.
Not set up: pyannote        pyannote.audio is not installed (optional)
Next:
  -> /v/bin/setup-doctor fix"""

READY_UNICODE = """\
Proof
  ✓ it ran
Packages
  ○ pyannote.audio is not installed (optional)
Proof
  – smoke.pyannote: Not looked at.

Not set up: pyannote        pyannote.audio is not installed (optional)
      → /v/bin/setup-doctor install pyannote   (about 420 MB)
Ready: resemblyzer     2 speakers in 27.4 s, DER 3.1 %, 41x real time"""


def test_a_broken_machine_in_ascii():
    assert shown(examples.broken(), unicode=False) == BROKEN_ASCII


def test_a_broken_machine_in_unicode_says_the_same_with_other_signs():
    there = shown(examples.broken(), unicode=True)
    for status, sign in UNICODE.by_status.items():
        there = there.replace(f"  {sign} ", f"  {ASCII.by_status[status]} ")
    assert there.replace(UNICODE.arrow, ASCII.arrow) == BROKEN_ASCII


def test_a_ready_machine_ends_with_what_was_proven():
    assert shown(examples.ready(), unicode=True) == READY_UNICODE


def test_what_rests_on_an_option_that_nobody_asked_for_is_told_only_when_asked():
    option = examples.result("models.x", examples.skipped("skipped.optional", "Not looked at."))
    few, all_of_them = Console(MACHINE), Console(MACHINE, options=True)
    assert list(few.result(option)) == []
    assert list(all_of_them.result(option))
    assert list(Console(MACHINE, verbose=True).result(option))


def test_verbose_adds_the_evidence_and_the_seconds():
    verbose = shown(examples.broken(), unicode=False, verbose=True)
    assert "      packages.torch, cause packages.cut, 0.25 s\n      c10.dll: 7 bytes\n" in verbose
    assert "      python.version, 0.25 s\n" in verbose


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "cp1252", "cp437", "ascii"])
def test_the_ascii_signs_can_be_shown_everywhere(encoding):
    signs(ASCII).encode(encoding)


def test_every_status_has_a_sign_in_both_sets_and_they_differ_without_colour():
    assert UNICODE.by_status.keys() == ASCII.by_status.keys()
    bad = {ASCII.by_status[s] for s in ASCII.by_status if not s.passes}
    good = {ASCII.by_status[s] for s in ASCII.by_status if s.passes}
    assert not bad & good
