"""What linguists and players write: CHAT, EXMARaLDA, MicroDVD, MPL2, SubViewer, SAMI."""

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from tests.processes import run

TALK = [
    (0.5, 2.0, "Anna", "good morning"),
    (2.5, 4.0, "Борис", "thank you"),
    (4.5, 7.0, "Anna", "shall we begin?"),
]
NOBODY = [(start, end, "", said) for start, end, _, said in TALK]


def read(tmp_path, content, name="talk.txt"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    return turns, [str(one) for one in found.remarks]


def refused(tmp_path, content):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, content)
    return str(caught.value.message), str(caught.value.hint)


def bullet(start, end, form="\x15{}_{}\x15"):
    return form.format(int(start * 1000), int(end * 1000))


def chat(form="\x15{}_{}\x15", people="ANN Anna Adult, BOR Борис Adult"):
    lines = [
        f"*{'ANN' if who == 'Anna' else 'BOR'}:\t{said} {bullet(start, end, form)}\n%mor:\tx|y\n"
        for start, end, who, said in TALK
    ]
    return f"@UTF8\n@Begin\n@Participants:\t{people}\n{''.join(lines)}@End\n"


@pytest.mark.parametrize("form", ["\x15{}_{}\x15", '\x15%snd:"talk"_{}_{}\x15', "•{}_{}•"])
def test_utterances_of_chat_have_the_times_of_their_bullets(tmp_path, form):
    assert read(tmp_path, chat(form)) == (TALK, [])


def test_who_has_no_name_in_chat_is_called_by_his_code(tmp_path):
    turns, _ = read(tmp_path, chat(people="ANN Adult, BOR Adult"))
    assert [who for *_, who, _ in turns] == ["ANN", "BOR", "ANN"]
    turns, _ = read(tmp_path, chat(people="ANN Eva Adult, BOR Eva Adult"))
    assert [who for *_, who, _ in turns] == ["ANN", "BOR", "ANN"]


def test_what_is_marked_about_the_words_in_chat_is_not_said(tmp_path):
    said = "<the the> [/] the &-um dog (.) &=laughs [=! whispers]\n\tran +... \x150_900\x15 home ."
    turns, remarks = read(tmp_path, f"@Begin\n@Participants:\tA Adult\n*A:\t{said}\n@End\n")
    assert turns[0] == (0.0, 0.9, "A", "the the the um dog ran...")
    assert turns[1][2:] == ("A", "home.")
    assert len(remarks) == 1


def test_chat_without_bullets_is_refused_with_the_way_to_them(tmp_path):
    content = "@UTF8\n@Begin\n@Participants:\tA Adult\n*A:\thello .\n@End\n"
    message, hint = refused(tmp_path, content)
    assert message == "The transcript of CHAT has no times in it."
    assert hint == "Link it to the recording in CLAN, so that its lines have bullets with times."


def exmaralda(points, more=""):
    events = {
        who: "".join(
            f'<event start="T{2 * at}" end="T{2 * at + 1}">{said} </event>'
            for at, (*_, one, said) in enumerate(TALK)
            if one == who
        )
        for who in ("Anna", "Борис")
    }
    people = "".join(
        f'<speaker id="S{at}"><abbreviation>{who}</abbreviation></speaker>'
        for at, who in enumerate(events)
    )
    tiers = "".join(
        f'<tier id="x{at}" speaker="S{at}" category="v" type="t">{some}</tier>'
        for at, some in enumerate(events.values())
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<basic-transcription><head><speakertable>'
        f"{people}</speakertable></head><basic-body><common-timeline>{points}</common-timeline>"
        f"{tiers}{more}</basic-body></basic-transcription>"
    )


def points(*without):
    times = [time for start, end, *_ in TALK for time in (start, end)]
    return "".join(
        f'<tli id="T{at}"/>' if at in without else f'<tli id="T{at}" time="{time}"/>'
        for at, time in enumerate(times)
    )


def test_events_of_exmaralda_lie_where_its_time_line_has_them(tmp_path):
    other = '<tier id="y" speaker="S0" category="en" type="a"><event start="T0" end="T1">x</event></tier>'
    turns, remarks = read(tmp_path, exmaralda(points(), other))
    assert (sorted(turns), remarks) == (TALK, [])


def test_a_point_of_exmaralda_without_a_time_lies_between_its_neighbours_and_that_is_said(tmp_path):
    turns, remarks = read(tmp_path, exmaralda(points(1)))
    assert min(turns) == (0.5, 1.5, "Anna", "good morning")
    assert remarks == [
        "1 point of the time line has no time; it lies evenly between its neighbours."
    ]


def test_tiers_of_exmaralda_are_of_one_clock_whoever_speaks(tmp_path):
    line = "".join(f'<tli id="T{at}" time="{at * 20}"/>' for at in range(6))
    event = '<event start="T{}" end="T{}">{}</event>'
    both = [[event.format(at, at + 1, "one") for at in (0, 4)], [event.format(2, 3, "two")]]
    tiers = "".join(f'<tier id="x" type="t">{"".join(some)}</tier>' for some in both)
    body = f"<common-timeline>{line}</common-timeline>{tiers}"
    content = f"<basic-transcription><basic-body>{body}</basic-body></basic-transcription>"
    turns, remarks = read(tmp_path, content)
    assert [(turn[0], turn[3]) for turn in turns] == [
        (0.0, "one"),
        (40.0, "two"),
        (80.0, "one"),
    ]
    assert not remarks


def test_an_event_of_exmaralda_beside_the_time_line_is_refused(tmp_path):
    message, hint = refused(tmp_path, exmaralda('<tli id="T0" time="1"/>'))
    assert message == "The transcript of EXMARaLDA cannot be used."
    assert hint == "Align it with the recording in the Partitur-Editor, and save it again."


def frames(rate, head):
    lines = [
        f"{{{round(start * rate)}}}{{{round(end * rate)}}}{{y:i}}{said.replace(' ', '|')}"
        for start, end, _, said in TALK
    ]
    return "\n".join([*head, *lines]) + "\n"


@pytest.mark.parametrize(
    ("rate", "head"), [(25, "{1}{1}25.000"), (50, "{0}{0}50"), (100, "{1}{1}100,0 fps")]
)
def test_frames_of_microdvd_are_as_long_as_its_first_line_says(tmp_path, rate, head):
    turns, _ = read(tmp_path, frames(rate, [head]))
    assert turns == [
        (pytest.approx(s, abs=0.021), pytest.approx(e, abs=0.021), *r) for s, e, *r in NOBODY
    ]


def test_frames_whose_length_nothing_says_are_refused_with_the_line_that_says_it(tmp_path):
    message, hint = refused(tmp_path, frames(25, []))
    assert message == "The transcript of MicroDVD or MPL2 cannot be used."
    assert hint == (
        "Write the frames a second of the video into a line above the others: {1}{1}25.000"
    )


def test_tenths_of_a_second_of_mpl2_are_read(tmp_path):
    content = "".join(
        f"[{start * 10:.0f}][{end * 10:.0f}]/{said}\n" for start, end, _, said in TALK
    )
    assert read(tmp_path, content) == (NOBODY, [])


def test_what_subviewer_has_above_its_texts_is_nothing_said(tmp_path):
    head = "[INFORMATION]\n[TITLE]talk\n[END INFORMATION]\n[SUBTITLE]\n[COLF]&HFFFFFF,[SIZE]18\n"
    body = "\n".join(
        f"00:00:0{start}0,00:00:0{end}0\n{said.replace(' ', '[br]')}\n"
        for start, end, _, said in TALK
    )
    assert read(tmp_path, head + body) == (NOBODY, [])


def test_sami_shows_each_text_until_the_next_and_names_who_speaks(tmp_path):
    blocks = "".join(
        f'<SYNC Start="{start * 1000:.0f}"><P Class=ENCC ID=Source>{who}:<P Class=ENCC>'
        f"{said.replace(' ', '<br>')}<P Class=FRCC>oui\n"
        f"<SYNC Start={end * 1000:.0f}><P Class=ENCC>&nbsp;\n"
        for start, end, who, said in TALK
    )
    turns, remarks = read(tmp_path, f"<SAMI><HEAD></HEAD><BODY>\n{blocks}</BODY></SAMI>")
    assert turns == TALK
    assert remarks == ["Of its languages ENCC is read, and not FRCC."]


def test_a_text_of_sami_that_stands_in_no_paragraph_is_read(tmp_path):
    content = "<SAMI><BODY>\n<SYNC Start=500>good morning<SYNC Start=2000>\n</BODY></SAMI>"
    assert read(tmp_path, content)[0] == [(0.5, 2.0, "", "good morning")]


@pytest.mark.parametrize("name", ["talk.cha", "talk.exb"])
def test_they_are_converted_under_their_endings_and_from_standard_input(tmp_path, name):
    content = chat() if name == "talk.cha" else exmaralda(points())
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "csv")
    assert done.returncode == 0
    assert "2.500,4.000,Борис,thank you" in done.stdout
    again = run("diarizer", "convert", "-", "--to", "csv", typed=content)
    assert again.stdout == done.stdout


def test_what_chat_leaves_out_or_shortens_is_no_word_and_the_rest_stays(tmp_path):
    said = "well@x I (be)cause 0is &uh (0.5) (1:02.5) there . \x150_900\x15"
    turns, _ = read(tmp_path, f"@Font:\tA:1\n@UTF8\n@Participants:\tA Adult\n*A:\t{said}\n@End\n")
    assert turns == [(0.0, 0.9, "A", "well I because uh there.")]


def test_a_text_in_another_encoding_is_refused_as_such_and_not_as_empty(tmp_path):
    path = tmp_path / "talk.cha"
    path.write_bytes(chat().replace("thank you", "спасибо вам").encode("cp1251"))
    with pytest.raises(FormatError) as caught:
        transcripts.read(path)
    assert str(caught.value.message) == "The file is not text in UTF-8."


def test_people_of_exmaralda_with_one_abbreviation_stay_apart(tmp_path):
    content = exmaralda(points()).replace("Борис", "Anna")
    assert len({who for *_, who, _ in read(tmp_path, content)[0]}) == 2


def test_what_stands_behind_a_note_in_an_event_of_exmaralda_is_said(tmp_path):
    content = exmaralda(points()).replace(
        "good morning", "good <ud-information>loud</ud-information>morning"
    )
    assert sorted(read(tmp_path, content)[0]) == TALK


def test_a_last_point_of_exmaralda_without_a_time_is_not_said_to_have_got_one(tmp_path):
    _, remarks = read(tmp_path, exmaralda(points(5)))
    assert not any("time line" in one for one in remarks)


def sami(*shown):
    body = "".join(f"<SYNC Start={at}><P Class={of}>{said}\n" for at, of, said in shown)
    return f"<SAMI><BODY>{body}</BODY></SAMI>"


def test_what_sami_shows_in_another_language_ends_nothing(tmp_path):
    both = [(500, "EN", "hello"), (500, "RU", "привет"), (900, "RU", "там"), (1500, "EN", "&nbsp;")]
    turns, remarks = read(tmp_path, sami(*both))
    assert turns == [(0.5, 1.5, "", "hello")]
    assert remarks == ["Of its languages EN is read, and not RU."]


def at_once(*moments):
    """SAMI as pycaption writes it: all that is shown, anew at each moment at which something changes."""
    shown = "".join(
        f'<SYNC start="{at}">'
        + "".join(f'<P class="EN">{said}</P>' for said in texts)
        + "</SYNC>\n"
        for at, texts in moments
    )
    return f"<SAMI><BODY>{shown}</BODY></SAMI>"


def test_what_goes_on_in_sami_while_somebody_else_begins_and_ends_is_said_once(tmp_path):
    talk = [
        (1000, ["Anna: good morning"]),
        (2000, ["Anna: good morning", "Boris: hello"]),
        (3000, ["Anna: good morning"]),
        (4000, ["&nbsp;"]),
        (5000, ["Boris: so"]),
        (6000, ["Anna: yes"]),
        (7000, ["&nbsp;"]),
    ]
    turns, remarks = read(tmp_path, at_once(*talk))
    assert turns == [
        (1, 4, "Anna", "good morning"),
        (2, 3, "Boris", "hello"),
        (5, 6, "Boris", "so"),
        (6, 7, "Anna", "yes"),
    ]
    assert remarks[0].startswith("2 texts are shown again beside others")


def test_what_begins_and_ends_at_once_in_sami_is_of_who_is_named_before_it(tmp_path):
    names = ["Anna: good morning", "Boris: hello"]
    more = [(3000, ["Anna: so", "Boris: well"]), (4000, ["&nbsp;"])]
    turns, remarks = read(tmp_path, at_once((1000, names), (2000, ["&nbsp;"]), *more))
    assert turns[:2] == [(1, 2, "Anna", "good morning"), (1, 2, "Boris", "hello")]
    assert turns[2:] == [(3, 4, "Anna", "so"), (3, 4, "Boris", "well")]
    assert not any("again" in one for one in remarks)


def test_lines_of_one_text_and_a_text_that_is_said_again_stay_as_they_are_in_sami(tmp_path):
    said = [(1000, ["good", "morning"]), (2000, ["yes"]), (3000, ["yes"]), (4000, ["&nbsp;"])]
    turns, remarks = read(tmp_path, at_once(*said))
    assert turns == [(1, 2, "", "good morning"), (2, 3, "", "yes"), (3, 4, "", "yes")]
    assert remarks == []


def test_what_is_said_again_behind_a_pause_in_sami_is_said_twice(tmp_path):
    said = [(1000, ["yes", "no"]), (2000, ["&nbsp;"]), (3000, ["yes", "so"]), (4000, ["&nbsp;"])]
    assert [one[3] for one in read(tmp_path, at_once(*said))[0]] == ["yes no", "yes so"]


@pytest.mark.parametrize("head", ['<?xml version="1.0"?>\n<SAMI>', "<!-- made -->\n<sami lang=en>"])
def test_a_head_of_sami_may_have_more_in_it(tmp_path, head):
    content = sami((500, "EN", "hello"), (900, "EN", "")).replace("<SAMI>", head)
    assert read(tmp_path, content)[0] == [(0.5, 0.9, "", "hello")]


def test_what_sami_shows_before_the_beginning_is_not_lost(tmp_path):
    content = sami((-5, "EN", "hello"), (900, "EN", "yes"), (1200, "EN", ""))
    assert [said for *_, said in read(tmp_path, content)[0]] == ["hello", "yes"]


@pytest.mark.parametrize("first", ["{100}{150}42\n", "{1}{1}1\n", "{30}{60}25\n"])
def test_a_number_that_is_said_is_no_rate_of_frames(tmp_path, first):
    message, hint = refused(tmp_path, f"{first}{{200}}{{250}}hello\n")
    assert message == "The transcript of MicroDVD or MPL2 cannot be used."
    assert hint.endswith("{1}{1}25.000")


def test_microdvd_may_say_first_how_it_looks(tmp_path):
    content = "{DEFAULT}{}{c:$0000ff}\n{1}{1}25\n{25}{75}hello\n"
    assert read(tmp_path, content)[0] == [(1.0, 3.0, "", "hello")]


def test_subviewer_without_its_head_has_no_codes_in_what_is_said(tmp_path):
    content = "00:00:01.00,00:00:03.50\nhello[br]there\n\n00:00:04.00,00:00:05.00\nbye\n"
    assert read(tmp_path, content)[0][0] == (1.0, 3.5, "", "hello there")


def test_names_before_what_subtitles_of_players_say_are_taken_and_that_is_said(tmp_path):
    said = ["Anna: one", "Boris: two", "Anna: three", "Boris: four"]
    frames = "".join(f"{{{25 * at}}}{{{25 * at + 20}}}{one}\n" for at, one in enumerate(said, 1))
    tenths = "".join(f"[{10 * at}][{10 * at + 8}]{one}\n" for at, one in enumerate(said, 1))
    shown = sami(*[(1000 * at, "EN", one) for at, one in enumerate(said, 1)])
    for content in ("{1}{1}25\n" + frames, tenths, shown):
        turns, remarks = read(tmp_path, content)
        assert [who for *_, who, _ in turns] == ["Anna", "Boris"] * 2
        assert remarks[0] == "Names before what is said are taken for who speaks: Anna, Boris."


def test_sami_that_is_all_a_comment_holds_no_words_and_is_no_traceback(tmp_path):
    content = "<SAMI><!-- <SYNC Start=500><P Class=EN>hello --></SAMI>"
    assert refused(tmp_path, content)[0] == "The transcript holds no words."


def test_comments_above_sami_are_passed_over_and_many_above_another_page_take_no_time(tmp_path):
    comments = "<!-- made -->\n" * 60  # parted in each possible way they would take for ever
    content = comments + sami((500, "EN", "hello"), (900, "EN", ""))
    assert read(tmp_path, content)[0] == [(0.5, 0.9, "", "hello")]
    assert refused(tmp_path, comments + "<html></html>")[0] == (
        "The transcript is a text without times."
    )


@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize(
    "content",
    [
        "@UTF8\n@Begin\n*ANN:\thello \x15{}_{}\x15\n",
        "<SAMI><BODY><SYNC Start={}><P>hello<SYNC Start={}><P>&nbsp;</BODY></SAMI>",
        "{{1}}{{1}}25\n{{{}}}{{{}}}hello\n",
        "[{}][{}]hello\n",
    ],
)
def test_a_time_that_is_longer_than_any_recording_is_none_and_no_traceback(
    tmp_path, content, digits
):
    assert refused(tmp_path, content.format("9" * digits, "9" * digits))[0].endswith(
        "has no times in it."
    )
