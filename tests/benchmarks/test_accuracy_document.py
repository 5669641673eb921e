"""The section on accuracy, exactly, from a small recorded result."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from measuring import accuracy_document
from measuring.accuracy_results import Results
from measuring.scoring import Score

HERE = Path(__file__).parent


def recorded() -> Results:
    document = json.loads((HERE / "accuracy.json").read_text(encoding="utf-8"))
    scores = {
        name: [Score(**{**row, "kinds": tuple(row["kinds"])}) for row in rows]
        for name, rows in document["scores"].items()
    }
    return Results(**{**document, "scores": scores})


def meeting(name: str, wrong: float, half: str = "judging") -> Score:
    """Make the score of a far-field meeting of ten seconds with four people, of whom two are found."""
    parts = (wrong, 0.0, 0.0, 10.0)
    return Score(half, name, ("far-field meeting",), 4, 2, parts, parts)


def with_meetings(**of: list[Score]) -> Results:
    results = recorded()
    scores = {name: [*results.scores.get(name, ()), *rows] for name, rows in of.items()}
    return replace(results, scores=scores)


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
    assert "(!) marks what is worse than the common recipe" in text
    assert "| telephone | 1 | 26.0 | 95.0 (!) | 60.0 |" in text
    assert "| `open`, kinds worse than the recipe | none | telephone | **not reached** |" in text


def test_of_systems_and_sets_that_nobody_asked_for_nothing_is_claimed():
    results = recorded()
    alone = replace(results, scores={"open": results.scores["open"]}, failed={})
    text = accuracy_document.written(alone)
    assert (
        "Not asked for in this run: `resemblyzer`; `resemblyzer-light`; `open-light`; `recipe`; "
        "`senko`; `pyannote`; languages; far-field, choosing half; far-field, judging half.\n"
    ) in text
    for word in ("(!)", "not measured", "ahead of", "than the recipe", "Nothing of the peers"):
        assert word not in text


def test_a_peer_that_could_not_be_run_is_said_with_its_reason_and_not_beaten():
    text = accuracy_document.written(recorded())
    assert "Not run: `senko` (no wheel for this machine).\n" in text
    assert "| `open` ahead of senko, real | less | - | not measured |" in text
    assert "ahead of pyannote" not in text


def test_without_the_recipe_that_failed_the_comparison_with_it_is_not_measured():
    results = recorded()
    failed = {"recipe": "no librosa"}
    text = accuracy_document.written(
        replace(results, scores={"open": results.scores["open"]}, failed=failed)
    )
    assert "| `open`, kinds worse than the recipe | none | - | not measured |" in text
    assert "(!)" not in text


def test_a_set_that_was_not_asked_for_has_no_target():
    results = recorded()
    real = [row for row in results.scores["open"] if row.group == "real"]
    text = accuracy_document.written(replace(results, scores={"open": real}, failed={}))
    assert "| `open`, real | at most 11 % | 6.67 % | reached |" in text
    for what in ("`open`, built", "right number of speakers |", "without speech with somebody"):
        assert what not in text
    assert "### Where nobody speaks" not in text


def test_a_run_over_sounds_without_speech_alone_has_no_rates():
    results = recorded()
    silent = [row for row in results.scores["open"] if row.group == "nobody"]
    text = accuracy_document.written(replace(results, scores={"open": silent}, failed={}))
    assert "### In short" not in text
    assert "| system | what | somebody where nobody speaks |" in text
    assert "| open | ours, on torch | 0 of 1 |" in text


def test_far_field_meetings_stand_in_the_same_table():
    far = [meeting("meet_a", 2.0), meeting("meet_b", 4.0)]
    text = accuracy_document.written(with_meetings(open=far, recipe=far))
    assert "| system | what | real (2) | built (1) | far-field, judging half (2) |\n" in text
    assert "| open | ours, on torch | **6.7** | **6.2** | **30.0** |" in text
    assert "| recipe | peer: the common recipe | 46.7 | 50.0 | **30.0** |" in text
    assert "| open | ours, on torch | 2 of 2, 0.00 | 1 of 1, 0.00 | 0 of 2, 2.00 | 0 of 1 |" in text
    assert "of them" not in text


def partly_asked() -> Results:
    far = [meeting("meet_long", 8.0), meeting("meet_short", 4.0)]
    pyannote = [replace(row, found=1) for row in recorded().scores["recipe"]]
    results = with_meetings(open=far, recipe=far, pyannote=[*pyannote, meeting("meet_short", 3.0)])
    return replace(results, up_to={"pyannote": 300.0})


def test_a_system_that_was_asked_about_a_part_is_compared_on_that_part_alone():
    text = accuracy_document.written(partly_asked())
    short = text.partition("### In short")[2].partition("###")[0]
    assert "| far-field, judging half (2) | of them, all systems (1) |\n" in short
    assert "| open | ours, on torch | **6.7** | **6.2** | **60.0** | 40.0 |" in short
    assert (
        "| pyannote | peer: pyannote.audio 4 on the models of `open` | 46.7 | 50.0 | - | **30.0** |"
        in short
    )
    assert (
        "Of the far-field meetings, to spare time, `pyannote` only about those of at most 5 min, "
        "by `--up-to`: it has `-` where the longer ones are in"
    ) in short
    assert "of `open` | 1 of 2, 0.50 | 0 of 1, 2.00 | - | 0 of 1, 2.00 | 1 of 1 |" in text


def test_a_kind_is_pooled_over_what_all_systems_were_asked_about():
    text = accuracy_document.written(partly_asked())
    assert "Strict DER, pooled, of the recordings that all systems were asked about; (!)" in text
    assert "| far-field meeting | 1 | 40.0 | 40.0 | 30.0 |" in text
    assert "| meet_long | judging | 4 | 80.0 = 80.0 + 0.0 + 0.0, 2 | 80.0 = " in text
    assert ", 2 | - |\n" in text


def test_what_was_left_out_stands_first_and_has_no_lenient_rate():
    results = recorded()
    rows = [
        replace(row, strict=(4.0, *row.strict[1:]), lenient=())
        for row in results.scores["open"]
        if row.group != "nobody"
    ]
    text = accuracy_document.written(replace(results, left_out={"open": rows}))
    short, _, lenient = text.partition("### Without what lies next to a boundary")
    assert (
        "---: |\n| **open, left out** | ours, nothing chosen on what is scored | 30.0 | 13.8 |\n"
        "| resemblyzer | ours, on torch |"
    ) in short
    assert "chosen on what is scored | 2 of 2, 0.00 | 1 of 1, 0.00 | - |" in short
    assert "*Left out* is what to expect of a recording of one's own" in short
    assert "left out**" not in lenient


@pytest.mark.parametrize("seconds, minutes", [(300.0, "5"), (90.0, "1.5")])
def test_how_long_the_meetings_were_is_said_in_minutes(seconds, minutes):
    results = replace(partly_asked(), up_to={"pyannote": seconds})
    assert f"only about those of at most {minutes} min" in accuracy_document.written(results)


def test_the_section_names_the_command_with_its_options():
    command = "python benchmarks/accuracy.py --up-to pyannote=300"
    text = accuracy_document.written(replace(recorded(), command=command))
    assert f", 2026-11-23, by `{command}`.\n" in text
