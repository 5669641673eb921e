"""Turns that are corrected on the page, in a real browser: several steps on one page each."""

import json
import time
from dataclasses import replace

import pytest

from diarizer import formats, player
from diarizer.sample import sample
from diarizer.types import Annotation, Span, Turn, Word
from tests.browser import shown

RECORDING, _ = sample()
WORDS = tuple(
    Word(Span(start, end), word)
    for start, end, word in ((1.0, 1.4, "good"), (1.5, 1.9, "morning"), (1.8, 2.6, "all"))
)
TALK = Annotation(
    (
        Turn(Span(1.0, 3.0), "A", 0.875, "— good  morning, all.", WORDS),
        Turn(Span(2.5, 5.0), "B", text="yes well of course"),
        Turn(Span(6.0, 7.0), "B"),
        Turn(Span(8.0, 9.0), "A", 0.5, "fine"),
    ),
    "talk",
    26.0,
)
# Each of them is something else in some format.
NAMES = (
    "",
    "_",
    "<NA>",
    ";;x",
    " a  b ",
    "100%",
    "%41",
    "[x]: y",
    "] --> <v>",
    'say "a,b"',
    "Анна\n",
)
TEXTS = ("", "[A]: b", "speaker 1: c", "<b>d</b> {\\an8} 1 <b 2 &lt;", "<o,f0> e", "a\x07b\u00a0 c")


def page(tmp_path, annotation=TALK, name="page.html"):
    return player.save(annotation, RECORDING, tmp_path / name)


def pressed(watched, *keys):
    for key in keys:
        watched.page.keyboard.press(key)
    return watched.page.inner_text("#said")


def at(watched, seconds):
    watched.until("audio.readyState > 0")
    watched.page.evaluate(f"seek({seconds})")


def reloaded(watched, beginning):
    """Reload until the page begins its sentence so: the browser's processes share late what is kept."""
    deadline = time.monotonic() + 60.0
    while not watched.page.inner_text("#said").startswith(beginning):
        assert time.monotonic() < deadline, watched.page.inner_text("#said")
        watched.page.reload()


def turns(watched):
    return json.loads(watched.page.evaluate("JSON.stringify(turns)"))


def spans(watched):
    return [(turn["start"], turn["end"], turn["speaker"]) for turn in turns(watched)]


@pytest.mark.slow
def test_a_turn_is_split_between_its_words_and_merged_again_and_undone(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        before = turns(watched)
        at(watched, 1.6)  # before the middle of "morning"
        assert pressed(watched, "s") == "Split at 0:01"
        first, second, *others = turns(watched)
        assert (first["start"], first["end"], first["text"]) == (1.0, 1.6, "— good")
        assert (second["start"], second["end"], second["text"]) == (1.6, 3.0, "morning, all.")
        assert [w["word"] for w in first["words"]] == ["good"]
        assert [w["word"] for w in second["words"]] == ["morning", "all"]
        assert first["confidence"] == second["confidence"] == 0.875
        assert others == before[1:]
        at(watched, 1.2)
        assert pressed(watched, "m") == "Merged: 2 turns, 0:01 – 0:03, A"
        assert turns(watched) == [{**before[0], "text": "— good morning, all."}, *before[1:]]
        assert pressed(watched, "m") == "The next turn is that of B: select both to merge them."
        assert pressed(watched, "Control+z", "Control+z") == "Undone"
        assert turns(watched) == before
        assert pressed(watched, "Control+z") == "There is nothing to undo."
        assert pressed(watched, "Control+y", "Control+Shift+Z") == "Redone"
        assert turns(watched)[0]["text"] == "— good morning, all."
        assert pressed(watched, "Control+y") == "There is nothing to redo."
        assert watched.complaints == []


@pytest.mark.slow
def test_where_no_words_have_times_no_text_is_lost_and_a_place_in_no_turn_is_told(
    browser, tmp_path
):
    with shown(browser, page(tmp_path)) as watched:
        at(watched, 4.375)
        assert pressed(watched, "s").startswith(
            "Split at 0:04. When each word was said is not known"
        )
        assert [turn.get("text") for turn in turns(watched)[1:3]] == ["yes well of", "course"]
        at(watched, 5.5)
        assert pressed(watched, "s").startswith("The recording stands in no turn")
        assert pressed(watched, "Delete") == "No turn is selected, and none is heard here."


@pytest.mark.slow
def test_several_turns_are_given_away_merged_and_deleted_at_once(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        rows = watched.page.locator("#turns li")
        rows.nth(1).click(modifiers=["Control"], position={"x": 600, "y": 10})
        rows.nth(3).click(modifiers=["Shift"], position={"x": 600, "y": 10})
        assert watched.page.inner_text("#said") == "Turns selected: 3"
        assert pressed(watched, "g") == "To whom? 1 A, 2 B, 0 somebody else"
        assert pressed(watched, "0") == "Turns given to SPEAKER_02: 3"
        assert [who for *_, who in spans(watched)] == ["A", *["SPEAKER_02"] * 3]
        assert "confidence" not in turns(watched)[3]
        assert pressed(watched, "m") == "Merged: 3 turns, 0:02 – 0:09, SPEAKER_02"
        assert turns(watched)[1]["text"] == "yes well of course fine"
        watched.page.select_option("#give", label="A")
        assert spans(watched) == [(1.0, 3.0, "A"), (2.5, 9.0, "A")]
        watched.page.locator(".pick").first.check()
        assert pressed(watched, "Delete") == "Turns deleted: 2"
        assert spans(watched) == []
        for _ in range(4):
            watched.page.click("#undo")
        assert watched.page.evaluate("turns === original.turns && speakers.length") == 2
        assert watched.page.locator("#turns li").count() == 4
        who = watched.page.locator("#turns select").first
        who.select_option(label="B")
        assert who.input_value() == "B"
        assert pressed(watched, "Control+z") == "Undone"
        assert who.input_value() == "A"
        assert pressed(watched, "Control+a") == "Turns selected: 4"
        assert watched.complaints == []


@pytest.mark.slow
def test_a_turn_is_drawn_by_hand_or_by_the_keyboard_and_may_overlap(browser, tmp_path):
    with shown(browser, page(tmp_path), viewport={"width": 1000, "height": 800}) as watched:
        box = watched.page.locator("#picture").bounding_box()
        mouse, y = watched.page.mouse, box["y"] + 64 + 16 + 6  # the lane of A
        second = box["width"] / watched.page.evaluate("duration")
        mouse.move(box["x"] + 6 * second, y)
        mouse.down()
        mouse.move(box["x"] + 3 * second, y, steps=3)
        mouse.up()
        assert watched.page.inner_text("#said").endswith("0:06, A")
        _, made, _ = (turn[:2] for turn in spans(watched) if turn[2] == "A")
        assert made == pytest.approx((3.0, 6.0), abs=0.05)
        assert watched.page.evaluate("audio.paused"), "a drawn turn is no click"
        mouse.move(box["x"] + 10 * second, box["y"] + 20)  # the waveform: somebody else
        mouse.down()
        mouse.move(box["x"] + 12 * second, box["y"] + 20, steps=3)
        assert pressed(watched, "Escape") == ""
        mouse.up()
        assert len(spans(watched)) == 5
        at(watched, 8.5)
        assert pressed(watched, "n").startswith("A turn begins at 0:08")
        at(watched, 8.25)
        assert pressed(watched, "n") == "New turn: 0:08 – 0:08, A"
        assert (8.25, 8.5, "A") in spans(watched)
        assert watched.complaints == []


@pytest.mark.slow
def test_the_keys_are_listed_work_on_a_russian_keyboard_and_leave_fields_alone(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        at(watched, 1.6)
        russian = "{key: 'ы', code: 'KeyS', bubbles: true}"
        watched.page.evaluate(
            f"document.body.dispatchEvent(new KeyboardEvent('keydown', {russian}))"
        )
        assert len(turns(watched)) == 5
        pressed(watched, "?")
        assert watched.page.locator("#keys").is_visible()
        pressed(watched, "m", "Escape")
        assert not watched.page.locator("#keys").is_visible()
        watched.page.locator("#speakers input").first.focus()
        pressed(watched, "Delete", "s")
        assert len(turns(watched)) == 5


@pytest.mark.slow
def test_corrections_are_there_again_and_another_result_is_not_touched(browser, tmp_path):
    other = page(tmp_path, replace(TALK, turns=TALK.turns[:2]), "other.html")
    with shown(browser, page(tmp_path)) as watched:
        at(watched, 1.6)
        pressed(watched, "s")
        watched.page.locator("#speakers input").first.fill("Анна  Мария")
        watched.page.locator("#speakers input").first.press("Enter")
        watched.page.locator("#speakers input").nth(1).fill("Анна Мария")
        watched.page.locator("#speakers input").nth(1).press("Enter")
        assert watched.page.inner_text("#said") == "Somebody else is called Анна Мария."
        before = turns(watched)
        watched.page.goto(other.as_uri())
        assert len(turns(watched)) == 2
        watched.page.go_back()
        reloaded(watched, "These are the corrections that this browser")
        assert turns(watched) == before
        assert watched.page.locator("#speakers input").first.input_value() == "Анна Мария"
        pressed(watched, "Control+z")
        assert watched.page.evaluate("turns === original.turns && localStorage.length") == 0
        watched.page.evaluate('localStorage.setItem(KEY, \'{"version": 1, "turns": [77]}\')')
        reloaded(watched, "What this browser has kept cannot be read")
        assert len(turns(watched)) == 4


@pytest.mark.slow
def test_a_browser_without_room_says_so_and_what_is_a_file_already_makes_room(browser, tmp_path):
    full = (
        "for (let size = 1 << 22; size; size >>= 1)"
        " try { for (let n = 0; ; n++) localStorage.setItem('x' + size + n, 'x'.repeat(size)); }"
        " catch (error) { }"
    )
    with shown(browser, page(tmp_path)) as watched:
        old = "'diarizer corrections old 1', '{\"exported\":true,' + 'x'.repeat(4000)"
        watched.page.evaluate(f"localStorage.setItem({old}); {full}")
        at(watched, 1.6)
        pressed(watched, "s")
        assert not watched.page.locator("#unkept").is_visible()
        assert watched.page.evaluate("localStorage.getItem('diarizer corrections old 1')") is None
        watched.page.evaluate(f"localStorage.removeItem(KEY); {full}")
        pressed(watched, "Delete")
        assert watched.page.locator("#unkept").is_visible()
        assert watched.page.evaluate("[exported, safe]") == [False, False]


@pytest.mark.slow
def test_every_format_is_written_as_the_library_writes_it(browser, tmp_path):
    several = Annotation(
        tuple(
            Turn(
                Span(n / 2, n / 2 + 0.75),
                name,
                n % 16 / 16 or None,
                TEXTS[n % len(TEXTS)],
                WORDS[: n % 3],
            )
            for n, name in enumerate((*NAMES, *NAMES, *TEXTS))
        ),
        "my talk %20",
        26.0,
    )
    # As the page has it: times and chances are rounded where they are handed over.
    rounded = formats.loads(formats.dumps(several, "json"), "json")
    with shown(browser, page(tmp_path, several)) as watched:
        length = watched.page.evaluate("data.duration")
        expected = replace(rounded, duration=length)
        for kind in formats.FORMATS:
            found = watched.page.evaluate(f"written('{kind}')")
            if kind == "json":
                assert formats.loads(found, kind) == expected
            else:
                assert found == formats.dumps(expected, kind), kind
        watched.page.select_option("#format", "csv")
        watched.page.click("#save")
        assert watched.page.inner_text("#said") == (
            "Saved: my talk %20.csv. This format does not keep: the times of the words, the confidence."
        )
        watched.page.evaluate("delete writers.stm")  # as one of another distribution
        watched.page.select_option("#format", "stm")
        watched.page.click("#save")
        assert watched.page.inner_text("#said").endswith(
            'run: diarize convert "my talk %20.json" --to stm'
        )
        assert watched.complaints == []


# Each list would be read as other speakers, or as other times, than it holds.
MISTAKEN = {
    "texts that begin with names": [
        ("", said) for said in ("", "Anna: Hi", "Борис: да", "Anna: so", ">> Борис:  no")
    ],
    "texts in brackets": [("", f"[{who}] hi") for who in ["1", "2", "1", "1"]],
    "texts in round brackets": [("", f"({who}) hi") for who in ["Anna", "Boris", "Anna", "Boris"]],
    "names that hold a colon": [
        (who, "") for who in ("Dr: Who", "Mr: X", "Dr: Who", "Mr: X", "Dr: Who", "Mr: X")
    ],
    "a name that speaks": [("Dr: Who", ""), ("Dr: Who", ""), ("Dr: Who", "")],
    "what programs call somebody": [
        ("", said)
        for said in (
            "(speaker ?) a",
            "(speaker 1) b",
            "Speaker A: c",
            "speaker s12: d",
            "\u200e[Anna]: e",
            "Ⅷ: f",
        )
    ],
    "times": [
        ("", said)
        for said in (
            "00:01 → 00:02 now",
            "0:01,5 - 0:02,25",
            "00:01.0 --> 00:02.0",
            "0:01:500/0:02:000",
        )
    ],
    "plain words": [("", "Dr: who"), ("", "well"), ("Anna", "Dr: who"), ("", "at 0:01 and 0:02")],
}


@pytest.mark.slow
def test_what_would_be_read_as_another_speaker_is_guarded_on_the_page_as_in_the_library(
    browser, tmp_path
):
    with shown(browser, page(tmp_path)) as watched:
        for case, said in MISTAKEN.items():
            talk = Annotation(
                tuple(Turn(Span(n, n + 0.5), *each) for n, each in enumerate(_as_turns(said))),
                "talk",
                26.0,
            )
            watched.page.goto(page(tmp_path, talk, "mistaken.html").as_uri())
            for kind in ("audacity", "srt", "vtt"):
                found = watched.page.evaluate(f"written('{kind}')")
                assert found == formats.dumps(talk, kind), (case, kind)
                back = [(t.speaker, t.text) for t in formats.loads(found, kind).turns]
                assert back == [(who, " ".join(words.split())) for who, words in said], (case, kind)
        assert watched.complaints == []


def _as_turns(said):
    return [(who, None, words) for who, words in said]
