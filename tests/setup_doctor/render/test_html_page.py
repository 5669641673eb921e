"""The HTML report, in a real browser."""

from __future__ import annotations

import pytest

from setup_doctor.model import Report
from setup_doctor.model.findings import absent
from setup_doctor.model.verdicts import verdicts
from setup_doctor.render import html_page
from setup_doctor.repair import common_remedies
from tests.browser import opened
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.render import examples

pytestmark = pytest.mark.slow


def written(tmp_path, report):
    path = tmp_path / "report.html"
    path.write_text(html_page.dumps(report, FakeMachine()), encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path):
    return written(tmp_path, examples.broken())


def test_the_page_asks_nothing_of_any_other_place_and_complains_of_nothing(broken):
    with opened(broken) as context:
        assert context.page.title() == "setup-doctor"
        assert context.requests == [broken.as_uri()]
        assert context.complaints == []


def test_the_verdict_and_the_next_step_stand_above_everything(broken):
    with opened(broken) as context:
        above = context.page.inner_text("main section:first-child")
    assert "torch 2.13.0 is damaged." in above
    assert "setup-doctor fix" in above


def test_every_check_stands_in_it_and_the_broken_ones_are_unfolded(broken):
    with opened(broken) as context:
        unfolded = context.page.eval_on_selector_all(
            "details[open] .id", "all => all.map(each => each.textContent)"
        )
        listed = context.page.eval_on_selector_all(
            "details .id", "all => all.map(each => each.textContent)"
        )
    assert listed == [result.check.id for result in examples.broken().results]
    assert unfolded == [
        "python.environment",
        "packages.torch",
        "packages.index",
        "models.crash",
        "disk.tools",
    ]


def test_a_command_is_copied_by_keyboard_alone(broken):
    with opened(broken, permissions=["clipboard-read", "clipboard-write"]) as context:
        context.page.locator("button[data-copy]").first.focus()
        context.page.keyboard.press("Enter")
        context.until("document.getElementById('told').textContent === 'Copied'")
        command = context.page.locator("button[data-copy]").first.get_attribute("data-copy")
        assert context.page.evaluate("navigator.clipboard.readText()") == command
        assert command.endswith("setup-doctor fix")


def test_what_the_machine_says_is_text_and_never_a_part_of_the_page(tmp_path):
    hostile = "</summary><script>document.title = 'stolen'</script><img src=x onerror=alert(1)>"
    finding = examples.failed("x.y", examples.text("{what}", what=hostile), [("file", hostile)])
    report = Report(
        (examples.result("models.hostile", finding),), verdicts(()), {"system": hostile}
    )
    with opened(written(tmp_path, report)) as context:
        assert context.page.title() == "setup-doctor"
        assert hostile in context.page.inner_text("details")
        assert context.complaints == []


def test_no_secret_is_in_it(tmp_path):
    secret = "hf_" + "A1b2C3d4" * 4
    finding = examples.failed("x.y", examples.text("{what}", what=secret), [("token", secret)])
    report = Report((examples.result("models.secret", finding),), ())
    assert secret not in written(tmp_path, report).read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_dark(broken, scheme):
    contrast = """() => {
      const channel = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
      const light = css => { const [r, g, b] = css.match(/[0-9.]+/g).map(Number);
        return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b) };
      const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if (!c.endsWith(", 0)")) return c } return "rgb(255, 255, 255)" };
      return Math.min(...[...document.querySelectorAll("p, span:not(.hidden), code, a, li, h2, th, td")]
        .map(e => { const a = light(getComputedStyle(e).color), b = light(ground(e));
          return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) }));
    }"""
    with opened(broken, color_scheme=scheme) as context:
        assert context.page.evaluate(contrast) >= 4.5  # WCAG 2.2, 1.4.3


def test_on_a_phone_nothing_reaches_over_the_edge(broken):
    with opened(broken, viewport={"width": 360, "height": 740}) as context:
        assert context.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_each_check_still_has_its_name(broken):
    with opened(broken, viewport={"width": 360, "height": 740}) as context:
        names = context.page.locator("summary .id")
        assert all(each.is_visible() for each in names.all())


def test_a_second_way_is_told_to_be_another_and_not_the_next_step(tmp_path):
    both = [common_remedies.install("open"), common_remedies.install_light()]
    finding = examples.failed("x.y", examples.text("It is broken."), [], *both)
    report = Report((examples.result("models.two", finding),), ())
    with opened(written(tmp_path, report)) as context:
        said = context.page.inner_text("details .body")
    first, second = (way.commands[0][-1] for way in both)
    assert said.index(first) < said.index("Or else:") < said.rindex(second)


def test_a_part_that_nobody_asked_for_is_not_set_up_and_not_broken(tmp_path):
    finding = absent("models.none", examples.text("It is not here (optional)."))
    missing = examples.result("models.extra", finding)
    proof = examples.result(
        "smoke.extra", examples.skipped("skipped", "Left out."), "extra", [missing.check]
    )
    report = Report((missing, proof), verdicts((missing, proof)))
    with opened(written(tmp_path, report)) as context:
        assert (
            context.page.inner_text(".verdicts") == "extra not set up: It is not here (optional)."
        )


def test_on_paper_everything_is_unfolded_and_no_button_is_left(broken):
    with opened(broken) as context:
        context.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert context.page.locator("details:not([open])").count() == 0
        context.page.emulate_media(media="print")
        assert not context.page.locator("button").first.is_visible()
        context.page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert context.page.locator("details:not([open])").count() > 0


def test_each_mark_has_words_for_whoever_cannot_see_it(broken):
    with opened(broken) as context:
        spoken = context.page.locator("details.failed summary").first.aria_snapshot()
    assert "failed: torch 2.13.0 is damaged." in spoken
    assert "✗" not in spoken
