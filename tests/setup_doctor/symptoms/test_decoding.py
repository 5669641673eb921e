"""Bytes of files and pipes, in whatever encoding a program chose."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.decoding import decoded

RUSSIAN = "OSError: [WinError 126] Не найден указанный модуль.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp866", "cp1251"]
)
def test_russian_is_read_in_every_encoding_that_windows_has_for_it(encoding):
    assert decoded(RUSSIAN.encode(encoding)) == RUSSIAN


def test_what_is_no_text_in_any_of_them_is_no_crash():
    assert decoded(b"\xff\xfe\x00") is not None
    assert decoded(b"") == ""
    assert "Error" in decoded(b"Error \x98\x81 x")


def test_a_text_that_is_cut_within_a_letter_stays_utf_8():
    assert decoded("Ошибка: нет файла я".encode()[:-1]).startswith("Ошибка: нет файла")


def test_russian_in_utf_16_without_its_mark_is_read():
    said = "Не найден указанный модуль"
    assert decoded(said.encode("utf-16-le")) == said
    assert decoded(said.encode("utf-16-be")) == said
