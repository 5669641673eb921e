"""Who said what."""

import random

from diarizer.transcripts import assign_speakers
from diarizer.types import Annotation, Span, Turn, Word
from tests.diarizer.support import annotation


def words(*timed):
    spoken = tuple(Word(Span(start, end), text) for start, end, text in timed)
    span = Span(timed[0][0], timed[-1][1])
    return Turn(span, "", text=" ".join(word.text for word in spoken), words=spoken)


def said(transcript, who, **options):
    turns = assign_speakers(Annotation(tuple(transcript)), who, **options).turns
    return [(turn.speaker, turn.text) for turn in turns]


WHO = annotation((0.0, 2.0, "A"), (2.0, 4.0, "B"), uri="talk", duration=5.0)


def test_a_segment_is_cut_at_the_word_where_the_speaker_changes():
    segment = words((0.5, 1.0, "Well,"), (1.2, 1.9, "yes."), (2.1, 2.5, "No!"))
    (first, second) = assign_speakers(Annotation((segment,)), WHO).turns
    assert (first.speaker, first.text, first.span) == ("A", "Well, yes.", Span(0.5, 1.9))
    assert (second.speaker, second.text, second.span) == ("B", "No!", Span(2.1, 2.5))
    assert second.words == segment.words[2:]


def test_a_word_across_a_change_is_the_one_who_speaks_during_most_of_it():
    assert said([words((1.5, 2.1, "mostly"))], WHO) == [("A", "mostly")]
    assert said([words((1.9, 2.5, "mostly"))], WHO) == [("B", "mostly")]


def test_a_tie_goes_to_who_said_the_word_before():
    assert said([words((1.0, 1.4, "a"), (1.5, 2.5, "tie"))], WHO) == [("A", "a tie")]
    both = annotation((0.0, 2.0, "A"), (0.0, 2.0, "B"), (2.0, 3.0, "B"), (2.0, 3.0, "A"))
    assert said([words((0.5, 1.0, "first"))], both) == [("A", "first")]


def test_of_two_who_speak_at_once_the_one_before_goes_on():
    both = annotation((0.0, 3.0, "B"), (1.0, 2.0, "A"))
    assert said([words((0.2, 0.8, "I"), (1.2, 1.8, "go"))], both) == [("B", "I go")]


def test_a_word_in_a_pause_is_the_nearest_speakers():
    pause = annotation((0.0, 1.0, "A"), (3.0, 4.0, "B"))
    assert said([words((1.2, 1.6, "late"))], pause) == [("A", "late")]
    assert said([words((2.5, 2.9, "early"))], pause) == [("B", "early")]


def test_a_word_far_from_everybody_is_nobodys():
    assert said([words((8.0, 8.5, "ghost"))], WHO) == [("", "ghost")]
    assert said([words((8.0, 8.5, "ghost"))], WHO, reach=5.0) == [("B", "ghost")]
    assert said([words((1.0, 1.5, "hm"))], Annotation()) == [("", "hm")]


def test_a_segment_without_times_of_words_goes_to_the_largest_overlap_as_a_whole():
    segment = Turn(Span(1.0, 3.5), "", text="Yes. No, wait.")
    assert said([segment], WHO) == [("B", "Yes. No, wait.")]


def test_words_of_no_length_are_placed_too():
    assert said([words((1.0, 1.0, "a"), (3.0, 3.0, "b"))], WHO) == [("A", "a"), ("B", "b")]


def test_chinese_stays_without_blanks_and_a_speaker_in_the_file_is_not_believed():
    turn = Turn(
        Span(0.0, 4.0), "?", text="你好吗", words=(Word(Span(0, 1), "你好"), Word(Span(3, 4), "吗"))
    )
    assert said([turn], WHO) == [("A", "你好"), ("B", "吗")]


def test_the_name_and_the_length_are_the_recordings():
    found = assign_speakers(Annotation((words((0.0, 1.0, "x")),)), WHO)
    assert (found.uri, found.duration) == ("talk", 5.0)


def test_no_word_is_lost_and_each_agrees_with_a_search_of_all_turns():
    chance = random.Random(7)  # noqa: S311, no secret
    turns = [
        Turn(Span(start, start + chance.uniform(0.1, 9.0)), chance.choice("ABC"))
        for start in (chance.uniform(0, 300) for _ in range(150))
    ]
    spoken = [(t, t + chance.uniform(0, 0.6), f"w{n}") for n, t in enumerate(range(320))]
    who = Annotation(tuple(turns))
    found = assign_speakers(Annotation(tuple(words(one) for one in spoken)), who).turns
    assert [turn.text for turn in found] == [text for _, _, text in spoken]
    for turn in found:
        overlaps = dict.fromkeys(("A", "B", "C"), 0.0)
        for other in turns:
            overlaps[other.speaker] += (other.span & turn.span).duration
        if max(overlaps.values()) > 0:
            assert overlaps[turn.speaker] == max(overlaps.values())
