"""Projects of VIA 3, headers of tables in more languages, and comments of Audition's markers."""

import json

import pytest

from diarizer import formats


def project(**more):
    entry = {"vid": "1", "flg": 0, "xy": [], "z": [0.5, 2.0], "av": {"1": "0"}}
    later = {**entry, "z": [2.0, 3.5], "av": {"1": "1"}}
    picture = {**entry, "z": [1.0], "xy": [2, 1, 1, 5, 5]}
    return {
        "project": {"pid": "x", "vid_list": ["1"]},
        "attribute": {"1": {"aname": "who", "options": {"0": "Anna", "1": "Boris"}}},
        "file": {"7": {"fname": "talk.wav"}},
        "view": {"1": {"fid_list": ["7"]}},
        "metadata": {"1_b": later, "1_a": entry, "1_c": picture},
        **more,
    }


def test_segments_of_a_project_of_via_are_turns_by_the_names_of_its_options():
    found = formats.loads(json.dumps(project()), "json")
    turns = [(one.span.start, one.span.end, one.speaker) for one in found.turns]
    assert (found.uri, turns) == ("talk", [(0.5, 2.0, "Anna"), (2.0, 3.5, "Boris")])


@pytest.mark.parametrize(
    "head",
    [
        "Parlante;Inizio;Fine;Testo",
        "Falante;Início;Fim;Texto",
        "Spreker;Begin;Einde;Tekst",
        "Mówca;Początek;Koniec;Tekst",
        "Мовець;Початок;Кінець;Текст",
        "说话人;开始时间;结束时间;内容",
        "話者;開始;終了;テキスト",
        "Sprecher/in;von;bis;Aussage",
        "Intervenant;Heure de début;Heure de fin;Transcription",
        "Speaker;Start Timecode;End Timecode;Text",
        "Spkr;StTime;EnTime;Content",
    ],
)
def test_columns_are_known_in_the_languages_of_those_who_write_them(head):
    turns = formats.loads(f"{head}\nAnna;0,5;2,25;so\nBoris;3;4;no\n", "csv").turns
    assert [(t.span.start, t.span.end, t.speaker, t.text) for t in turns] == [
        (0.5, 2.25, "Anna", "so"),
        (3.0, 4.0, "Boris", "no"),
    ]


def test_the_description_of_a_marker_of_audition_is_what_is_said():
    head = "Name\tStart\tDuration\tTime Format\tType\tDescription\n"
    found = formats.loads(f"{head}Anna\t0:00.500\t0:01.500\tdecimal\tCue\thello\n", "csv")
    assert [(t.speaker, t.text) for t in found.turns] == [("Anna", "hello")]
