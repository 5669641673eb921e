"""Every sentence that a user reads exists in every language, with the same fields."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import string
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("diarizer/locale/*/LC_MESSAGES/messages.po"))
in_each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.parents[1].name)


@lru_cache
def sentences():
    """What the programs say today, extracted anew."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.collect()


@lru_cache
def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def forms(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def fields(sentence):
    """The fields with how they are formatted: {seconds:.1f} must not become {seconds}."""
    parts = string.Formatter().parse(sentence)
    return {(name, how, kind) for _, name, how, kind in parts if name is not None}


def translations(path):
    return [each for each in catalogue(path) if each.id and all(forms(each.string))]


def test_russian_is_there():
    assert "ru" in {path.parents[1].name for path in FILES}


@in_each
def test_no_sentence_lacks_a_translation(path):
    there = {message.id for message in translations(path)}
    lacking = [message.id for message in sentences() if message.id and message.id not in there]
    assert not lacking, "run scripts/messages.py, then translate these"


def test_no_sentence_stands_where_the_extraction_does_not_look():
    """As within an f-string, which is one token before Python 3.12."""
    said = {each for message in sentences() for each in forms(message.id)}
    for path in (*ROOT.glob("setup_doctor/**/*.py"), *ROOT.glob("diarizer/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in {"text", "plural", "label"} and node.args:
                first = node.args[0]
                assert not isinstance(first, ast.JoinedStr), f"{path}:{node.lineno}"
                if isinstance(first, ast.Constant) and first.value:
                    assert first.value in said, f"{path}:{node.lineno}"


@in_each
def test_nothing_is_translated_that_nobody_says_any_more(path):
    said = {message.id for message in sentences()}
    assert not [message.id for message in translations(path) if message.id not in said]
    assert not catalogue(path).obsolete


@in_each
def test_no_translation_is_a_guess(path):
    assert not [message.id for message in translations(path) if message.fuzzy]


@in_each
def test_the_fields_of_a_translation_are_those_of_the_sentence(path):
    for message in translations(path):
        wanted = fields(forms(message.id)[-1])
        for form in forms(message.string):
            assert fields(form) == wanted, message.id


@in_each
def test_each_number_has_its_form(path):
    wanted = get_plural(path.parents[1].name).num_plurals
    for message in translations(path):
        if isinstance(message.id, tuple):
            assert len(forms(message.string)) == wanted, message.id


@in_each
def test_a_help_keeps_its_line_breaks_where_the_sentence_has_them(path):
    for message in translations(path):
        for form in forms(message.string):
            assert form.startswith("\b") == forms(message.id)[0].startswith("\b"), message.id


@in_each
def test_what_is_compiled_is_what_is_written(path):
    compiled = path.with_suffix(".mo")
    again = "install the package again: python -m pip install -e ."
    assert compiled.is_file(), again
    with compiled.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    for message in translations(path):
        if isinstance(message.id, str) and message.string:
            assert spoken.gettext(message.id) == message.string, again
