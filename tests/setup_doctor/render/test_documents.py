"""The documents for programs and for pasting: JSON, Markdown, JUnit."""

from __future__ import annotations

import json
import platform
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from setup_doctor.model import Report, Result
from setup_doctor.render import json_document, junit, markdown
from setup_doctor.render.privacy import private
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.render import examples

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "docs" / "schema" / "report-1.schema.json"
GOLDEN = Path(__file__).with_name("golden")
MACHINE = FakeMachine(environ={"USER": "eva", "HOSTNAME": "eva-laptop"})


def suppressed():
    report = examples.broken()
    results = tuple(
        replace(r, suppressed="we build torch ourselves") if r.check.id == "packages.torch" else r
        for r in report.results
    )
    return replace(report, results=results)


def as_json(report):
    return json.loads(json_document.dumps(report, MACHINE))


ENVIRONMENT = {
    "system": "Windows-11",
    "machine": "AMD64",
    "python": "3.12.1",
    "executable": "/home/eva/app/.venv/bin/python",
    "wheel platform": "win-amd64",
}


@pytest.mark.parametrize("report", [examples.broken(), examples.ready(), suppressed()])
def test_the_json_is_as_its_schema_says(report):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(replace(report, environment=ENVIRONMENT)), schema)


def test_nothing_stands_in_the_json_that_the_schema_does_not_name():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    found, shapes = as_json(examples.broken()), schema["$defs"]
    assert set(found) == set(schema["properties"])
    assert set(found["results"][0]) == set(shapes["result"]["properties"])
    assert set(found["verdicts"][0]) == set(shapes["verdict"]["properties"])
    remedies = [way for result in found["results"] for way in result["remedies"]]
    assert set(remedies[0]) == set(shapes["remedy"]["properties"])


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("report-*.json")), ids=lambda path: path.name)
def test_what_an_earlier_version_wrote_is_still_as_the_schema_says(path):
    jsonschema = pytest.importorskip("jsonschema")
    report = json.loads(path.read_text(encoding="utf-8"))
    schema = SCHEMA.with_name(f"report-{report['schema_version']}.schema.json")
    jsonschema.validate(report, json.loads(schema.read_text(encoding="utf-8")))


def test_todays_json_is_the_golden_one_of_its_version():
    golden = json.loads((GOLDEN / "report-1.json").read_text(encoding="utf-8"))
    assert as_json(replace(suppressed(), environment=ENVIRONMENT)) == golden


def test_the_markdown_holds_what_somebody_who_helps_asks_for():
    report = replace(suppressed(), environment=ENVIRONMENT)
    text = markdown.dumps(report, MACHINE)
    assert text == (GOLDEN / "report.md").read_text(encoding="utf-8").rstrip("\n")


def test_no_name_no_home_no_host_and_no_secret_is_in_the_markdown(monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "eva-pc.example.org")
    secret = "hf_" + "A1b2C3d4" * 4
    words = rf"C:\Users\Евгений\x, c:/users/евгений, {secret}, http://me:pw@proxy, LAPTOP-7, {platform.node()}"
    home = PureWindowsPath(r"C:\Users\Евгений")
    machine = FakeMachine(home=home, environ={"USERNAME": "Евгений", "COMPUTERNAME": "LAPTOP-7"})
    finding = examples.failed("x.y", examples.text("{what}", what=words), [("there", words)])
    text = markdown.dumps(Report((examples.result("models.x", finding),), ()), machine)
    for hidden in ("Евгений", "евгений", secret, "me:pw", "LAPTOP-7", platform.node()):
        assert hidden not in text
    assert r"~\x" in text


def test_a_short_name_does_not_tear_words_apart():
    machine = FakeMachine(home=Path("/home/al"), environ={"USER": "al"})
    assert private("also al in /home/al/x", machine) == "also al in ~/x"


def test_the_markdown_is_taken_for_text_by_github():
    finding = examples.failed("x.y", examples.text("a|b <NA>"), [("a|b", "`x` | <y>")])
    text = markdown.dumps(Report((examples.result("models.x", finding),), ()), MACHINE)
    assert "a|b &lt;NA>" in text
    assert "| `a\\|b` | `x` \\| &lt;y> |" in text


def test_junit_counts_what_it_holds():
    suite = ET.fromstring(junit.dumps(examples.broken(), MACHINE))
    cases = suite.findall("testcase")
    assert suite.attrib["tests"] == str(len(cases)) == "10"
    for kind, plural in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        found = sum(case.find(kind) is not None for case in cases)
        assert suite.attrib[plural] == str(found), kind
    assert (suite.attrib["failures"], suite.attrib["errors"]) == ("2", "1")


def test_junit_is_read_by_somebody_elses_parser():
    reader = pytest.importorskip("junitparser")
    (suite,) = reader.JUnitXml.fromstring(junit.dumps(examples.broken(), MACHINE))
    outcomes = {case.name: [type(one).__name__ for one in case.result] for case in suite}
    assert outcomes["packages.torch"] == ["Failure"]
    assert outcomes["models.crash"] == ["Error"]
    assert outcomes["python.version"] == []


def test_a_warning_is_a_failure_for_junit_only_when_strict():
    lax = ET.fromstring(junit.dumps(examples.broken(), MACHINE))
    strict = ET.fromstring(junit.dumps(examples.broken(), MACHINE, strict=True))
    assert (lax.attrib["failures"], strict.attrib["failures"]) == ("2", "3")


def test_a_suppressed_failure_is_skipped_in_junit_with_its_reason():
    suite = ET.fromstring(junit.dumps(suppressed(), MACHINE))
    told = suite.find("testcase[@name='packages.torch']/skipped")
    assert told.attrib["message"].startswith("Suppressed: we build torch ourselves")


def test_control_characters_of_a_library_do_not_break_the_xml():
    finding = examples.failed("x.y", examples.text("a\x1b[31mred\x00"))
    told = ET.fromstring(junit.dumps(Report((examples.result("models.x", finding),), ()), MACHINE))
    assert told.find("testcase/failure").attrib["message"] == "a?[31mred?"


def test_a_suppressed_result_is_shown_and_counted():
    from setup_doctor.render.console import Console

    screen = "\n".join(line.plain for line in Console(MACHINE, unicode=False).report(suppressed()))
    assert (
        "[XX] torch 2.13.0 is damaged.\n      Suppressed in setup-doctor.toml: we build" in screen
    )
    assert "\nSuppressed: 1\n" in screen


def test_a_result_knows_whether_it_blocks():
    torch = next(r for r in suppressed().results if r.check.id == "packages.torch")
    assert isinstance(torch, Result)
    assert not torch.blocks
    assert replace(torch, suppressed="").blocks
