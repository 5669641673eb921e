"""A section is written once, and replaced by the next run."""

from measuring.document import replace_section


def test_a_second_run_replaces_the_first(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Title\n\nBy hand.\n", encoding="utf-8")
    replace_section(page, "accuracy", "first")
    replace_section(page, "speed", "fast")
    replace_section(page, "accuracy", "second\n")
    assert page.read_text(encoding="utf-8") == (
        "# Title\n\nBy hand.\n\n"
        "<!-- accuracy: begin -->\nsecond\n<!-- accuracy: end -->\n\n"
        "<!-- speed: begin -->\nfast\n<!-- speed: end -->\n"
    )


def test_a_page_that_is_missing_is_made(tmp_path):
    replace_section(tmp_path / "new.md", "speed", "fast")
    assert (tmp_path / "new.md").read_text(encoding="utf-8") == (
        "<!-- speed: begin -->\nfast\n<!-- speed: end -->\n"
    )
