"""The page that plays a recording, in a real browser."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from diarizer import audio, formats, player
from diarizer.drawing import waveform
from diarizer.messages.language import load
from diarizer.player import sound
from diarizer.sample import sample
from diarizer.types import Annotation, Audio, Span, Turn
from tests.browser import shown

RECORDING, TRUTH = sample()
WHO = formats.load(TRUTH)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
PLAYED = "document.getElementById('audio').currentTime"


def page(tmp_path, annotation=WHO, **options):
    return player.save(annotation, RECORDING, tmp_path / "страница.html", **options)


@pytest.fixture(params=[False, True], ids=["beside", "embedded"])
def written(request, tmp_path):
    return page(tmp_path, embed=request.param)


def exported(watched, kind, tmp_path):
    with watched.page.expect_download() as waiting:
        watched.page.select_option("#format", kind)
        watched.page.click("#save")
    path = tmp_path / f"out.{kind}"
    waiting.value.save_as(path)
    return path


@pytest.mark.slow
def test_a_page_on_which_nobody_speaks_says_so_until_a_turn_is_drawn(browser, tmp_path):
    silent = page(tmp_path, Annotation((), WHO.uri, WHO.duration))
    with shown(browser, silent) as watched:
        assert watched.page.inner_text("#silent") == "Nobody speaks."
        watched.page.evaluate("turns.push({start: 0, end: 1, speaker: 'A'}); listTurns()")
        assert not watched.page.is_visible("#silent")
    with shown(browser, page(tmp_path)) as watched:
        assert not watched.page.is_visible("#silent")


@pytest.mark.slow
def test_the_page_plays_and_follows_without_a_complaint_or_the_network(browser, written):
    with shown(browser, written) as watched:
        watched.page.keyboard.press("Space")
        watched.until(f"{PLAYED} > 0.5")
        assert watched.page.inner_text("#play") == "Pause"
        watched.page.keyboard.press("Space")
        watched.until("document.getElementById('audio').paused")
        assert watched.complaints == []
        assert all(url.startswith(("file:", "data:", "blob:")) for url in watched.requests)


@pytest.mark.slow
def test_a_click_into_the_picture_plays_from_there(browser, written):
    with shown(browser, written, viewport={"width": 1000, "height": 800}) as watched:
        box = watched.page.locator("#picture").bounding_box()
        watched.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
        watched.until(f"{PLAYED} > {WHO.duration * 0.45}")
        assert watched.page.evaluate(PLAYED) < WHO.duration * 0.65


@pytest.mark.slow
def test_a_click_on_a_turn_plays_it_and_marks_it(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        watched.page.locator("#turns .at").nth(3).click()
        watched.page.wait_for_selector("#turns li:nth-child(4)[aria-current=true]")
        assert watched.page.evaluate(PLAYED) >= WHO.turns[3].span.start - 0.01


@pytest.mark.slow
def test_only_one_speaker_is_played_when_their_number_is_pressed(browser, tmp_path):
    who = Annotation(
        (Turn(Span(0.0, 1.0), "A"), Turn(Span(1.0, 20.0), "B"), Turn(Span(20.0, 22.0), "A")),
        "talk",
        WHO.duration,
    )
    with shown(browser, page(tmp_path, who)) as watched:
        watched.page.keyboard.press("1")
        assert watched.page.locator("#speakers button[aria-pressed=true]").count() == 1
        watched.page.evaluate("document.getElementById('audio').currentTime = 0.8")
        watched.page.keyboard.press("Space")
        watched.until(f"{PLAYED} >= 20")
        watched.page.keyboard.press("0")
        assert watched.page.locator("#speakers button[aria-pressed=true]").count() == 0


@pytest.mark.slow
def test_how_long_each_speaker_talks_is_rounded_as_in_the_terminal(browser, tmp_path):
    who = Annotation((Turn(Span(0.0, 5.92), "A"), Turn(Span(8.0, 10.1), "B")), "talk", 20.0)
    with shown(browser, page(tmp_path, who)) as watched:
        shares = watched.page.locator("#speakers .share").all_inner_texts()
        assert shares == ["0:06, 74 %", "0:02, 26 %"]


@pytest.mark.slow
def test_the_space_bar_pauses_what_a_click_has_started(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        watched.page.locator("#turns .at").nth(3).click()
        watched.until("!document.getElementById('audio').paused")
        watched.page.keyboard.press("Space")
        watched.until("document.getElementById('audio').paused")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_russian_from_its_title_to_its_tooltips(browser, tmp_path, width, scheme):
    russian = load("ru")
    assert russian.code == "ru", "install the package again: python -m pip install -e ."
    path = page(tmp_path, replace(WHO, uri=""), say=russian, lang=russian.code)
    with shown(
        browser, path, viewport={"width": width, "height": 800}, color_scheme=scheme
    ) as watched:
        seen = watched.page
        assert seen.get_attribute("html", "lang") == "ru"
        assert seen.title() == seen.inner_text("h1") == "Запись"
        assert seen.inner_text("#play") == "Слушать"
        labels = seen.locator("label").evaluate_all("all => all.map(each => each.firstChild.data)")
        assert [each.strip() for each in labels] == ["Скорость", "Масштаб", "Сохранить как"]
        buttons = seen.locator("header button").all_inner_texts()
        assert all(CYRILLIC.search(each) for each in buttons if each != "?"), buttons
        assert seen.locator("#keys dd").count() == 13
        keys = seen.locator("#keys dd").all_text_contents()
        assert all(CYRILLIC.search(each) for each in keys), keys
        assert set(seen.locator("#speakers button").all_inner_texts()) == {"Только"}
        assert seen.locator("#turns option").last.inner_text() == "кто-то другой"
        named = seen.locator("[aria-label]").evaluate_all(
            "all => [...new Set(all.map(each => each.getAttribute('aria-label')))]"
        )
        assert all(CYRILLIC.search(name) for name in named), named
        assert seen.inner_text(".help").startswith("Пробел — слушать или пауза.")
        seen.keyboard.press("Space")
        watched.until("document.getElementById('play').textContent === 'Пауза'")
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.complaints == []


@pytest.mark.slow
def test_a_phone_shows_speed_and_zoom_in_one_row_in_each_language(browser, tmp_path):
    for lang in ("en", "ru"):
        path = page(tmp_path, say=load(lang), lang=lang)
        with shown(browser, path, viewport={"width": 390, "height": 844}) as watched:
            speed, zoom = (
                watched.page.locator(f"label:has({name})") for name in ("#speed", "#zoom")
            )
            assert speed.bounding_box()["y"] == pytest.approx(zoom.bounding_box()["y"], abs=8)


@pytest.mark.slow
def test_the_arrows_wind_and_step_from_turn_to_turn(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        watched.until("document.getElementById('audio').readyState > 0")
        watched.page.keyboard.press("ArrowRight")
        assert watched.page.evaluate(PLAYED) == pytest.approx(5.0)
        watched.page.keyboard.press("ArrowDown")
        following = min(t.span.start for t in WHO.turns if t.span.start > 5.01)
        assert watched.page.evaluate(PLAYED) == pytest.approx(following, abs=0.01)


@pytest.mark.slow
def test_what_is_renamed_and_corrected_is_exported(browser, tmp_path):
    first, second = WHO.speakers[:2]
    with shown(browser, page(tmp_path)) as watched:
        watched.page.locator("#speakers input").first.fill("Анна Петровна")
        watched.page.locator("#speakers input").first.press("Enter")
        watched.page.locator("#speakers input").nth(1).focus()
        turn = next(n for n, one in enumerate(WHO.turns) if one.speaker == second)
        watched.page.locator("#turns select").nth(turn).select_option(label="Анна Петровна")
        found = {
            kind: formats.load(exported(watched, kind, tmp_path))
            for kind in ("rttm", "json", "srt")
        }
        assert watched.complaints == []
    expected = tuple(
        (one.span, "Анна Петровна" if one.speaker == first or n == turn else second)
        for n, one in enumerate(WHO.turns)
    )
    assert tuple((t.span, t.speaker) for t in found["json"].turns) == expected
    assert [t.speaker for t in found["srt"].turns] == [who for _, who in expected]
    assert {t.speaker for t in found["rttm"].turns} == {"Анна Петровна", second}
    for kind in ("rttm", "srt"):
        for got, (span, _) in zip(found[kind].turns, expected, strict=True):
            assert got.span.start == pytest.approx(span.start, abs=0.001)
            assert got.span.end == pytest.approx(span.end, abs=0.0015)


@pytest.mark.slow
def test_a_turn_can_be_given_to_somebody_who_was_not_found(browser, tmp_path):
    with shown(browser, page(tmp_path)) as watched:
        watched.page.locator("#turns select").first.select_option(label="somebody else")
        assert watched.page.locator("#speakers li").count() == len(WHO.speakers) + 1
        document = json.loads(exported(watched, "json", tmp_path).read_text(encoding="utf-8"))
    assert document["segments"][0]["speaker"] not in WHO.speakers


@pytest.mark.slow
def test_names_and_words_are_text_whatever_they_look_like(browser, tmp_path):
    hostile = "</script><script>document.title='stolen'</script><img src=x onerror=alert(1)>"
    who = Annotation((Turn(Span(0.0, 1.0), hostile, text=hostile),), hostile, 2.0)
    with shown(browser, page(tmp_path, who)) as watched:
        assert watched.page.title() == hostile
        assert watched.page.locator("#turns p").inner_text() == hostile
        assert watched.page.locator("img").count() == 0
        assert watched.complaints == []


@pytest.mark.slow
def test_a_recording_that_was_moved_away_is_told_of(browser, tmp_path):
    path = page(tmp_path)
    moved = path.read_text(encoding="utf-8").replace(sound.beside(RECORDING, path), "gone.wav")
    path.write_text(moved, encoding="utf-8")
    with shown(browser, path) as watched:
        watched.page.wait_for_selector("#trouble:visible")
        assert "--embed-audio" in watched.page.inner_text("#trouble")


@pytest.mark.slow
def test_ten_hours_are_drawn_in_a_moment_and_nothing_reaches_over_the_edge(browser, tmp_path):
    hours = Annotation(
        tuple(Turn(Span(n * 3.0, n * 3.0 + 2.5), f"S{n % 4}") for n in range(12_000)),
        "long",
        36_000.0,
    )
    with shown(browser, page(tmp_path, hours), viewport={"width": 360, "height": 740}) as watched:
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
        frames = watched.page.evaluate(
            "(() => { for (let i = 0; i < 30; i++) show(i, 36000); return 30 })()"
        )
        assert frames == 30
        assert watched.page.locator("#turns li").count() == 12_000


def test_the_peaks_are_the_largest_amplitudes_and_do_not_depend_on_blocks():
    samples = np.zeros(16_000 * 130, np.float32)
    samples[16_000 * 125] = -0.5
    samples[100] = 0.25
    found = waveform.of(Audio(samples, 16_000))
    assert (len(found), found[0], found[125 * waveform.RATE], found.sum()) == (
        130 * 20,
        128,
        255,
        383,
    )


def test_silence_and_nothing_have_peaks_too():
    assert waveform.of(Audio(np.zeros(8_001, np.float32), 16_000)).tolist() == [0] * 11
    assert waveform.of(Audio(np.zeros(0, np.float32), 16_000)).tolist() == []


def test_the_address_of_a_recording_is_relative_and_escaped(tmp_path):
    recording = tmp_path / "мои записи" / "a #1?.wav"
    address = sound.beside(recording, tmp_path / "pages" / "x.html")
    assert address == "../%D0%BC%D0%BE%D0%B8%20%D0%B7%D0%B0%D0%BF%D0%B8%D1%81%D0%B8/a%20%231%3F.wav"


def test_the_embedded_sound_is_the_recording(tmp_path):
    import base64

    with audio.opened(RECORDING) as recording:
        address = sound.embedded(recording)
        length = recording.duration
    (tmp_path / "x.mp3").write_bytes(base64.b64decode(address.partition(",")[2]))
    assert audio.load(tmp_path / "x.mp3").duration == pytest.approx(length, abs=0.1)
