"""Whatever the names and the words are: what a format can hold comes back as it was."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn, Word

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

LETTERS = st.characters(exclude_categories=["Cs"])
ODD = [
    "Anna Maria",
    "Anna_Maria",
    "_",
    "<NA>",
    "%20",
    "a\tb",
    " a ",
    "a]b",
    "[A]: b",
    "Dr: x",
    "null",
]
NAMES = st.one_of(
    st.sampled_from([*ODD, "</v>", "<v A>", '"', "a;b", "a\nb", ";;x"]),
    st.text(LETTERS, max_size=12),
)
SAID = st.one_of(
    st.sampled_from(
        ["", "<i>x</i>", "[A]: x", "a --> b", "5", "&amp; <unk> is", "<o,,> x", "Speaker 1: x"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)


@st.composite
def annotations(draw, *, words=False):
    turns, now = [], 0
    for _ in range(draw(st.integers(0, 6))):
        start = max(0, now + draw(st.integers(-300, 3000)))
        now = start + draw(st.integers(1, 5000))
        span = Span(start / 1000, now / 1000)
        said = " ".join(draw(SAID).split())
        inside = (Word(span, said),) if words and said else ()
        turns.append(Turn(span, draw(NAMES), None, said, inside))
    return Annotation(tuple(turns), draw(NAMES), 40.0)


def shown(found, what):
    return sorted((t.span, t.speaker, t.text if "text" in what else "") for t in found.turns)


@pytest.mark.parametrize("name", [n for n in formats.FORMATS if "turns" in formats.get(n).HOLDS])
@hypothesis.given(annotations())
@hypothesis.settings(max_examples=60, deadline=None)
def test_what_a_format_can_hold_comes_back(name, talk):
    holds = formats.get(name).HOLDS
    if name == "textgrid":  # an interval without a label is a silence, and a name no words
        talk = Annotation(tuple(t for t in talk.turns if t.speaker and t.text != t.speaker), "", 40)
    written = formats.dumps(talk, name)
    again = formats.loads(written, name)
    assert shown(again, holds) == shown(talk, holds)
    if "uri" in holds and talk.uri and talk.turns:
        assert again.uri == talk.uri
    assert formats.dumps(again, name) == written or not again.uri


@hypothesis.given(
    st.lists(NAMES, min_size=2, max_size=6, unique=True), st.sampled_from(formats.FORMATS)
)
@hypothesis.settings(max_examples=100, deadline=None)
def test_two_names_stay_two(names, name):
    if "turns" not in formats.get(name).HOLDS:
        return
    talk = Annotation(tuple(Turn(Span(n, n + 1), each, None, "x") for n, each in enumerate(names)))
    assert formats.loads(formats.dumps(talk, name), name).speakers == tuple(names)


@pytest.mark.parametrize("name", formats.FORMATS)
@hypothesis.given(st.text(max_size=80))
@hypothesis.settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(name, content):
    try:
        found = formats.loads(content, name)
    except FormatError:
        return
    formats.Gate().checked(found)
