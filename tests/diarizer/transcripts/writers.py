"""Known words, written down as each program writes them; see the docstrings of the shapes."""

import json


def joined(words):
    """The text of a segment: letters of Chinese touch each other, everything else has blanks."""
    text = ""
    for word, _, _ in words:
        text += word if "\u4e00" <= word[0] <= "\u9fff" else f" {word}"
    return text


def span(words):
    starts = [start for _, start, _ in words if start is not None]
    ends = [end for _, _, end in words if end is not None]
    return (min(starts, default=None), max(ends, default=None))


def timed(words, name="word", **more):
    """Words as objects; one without a time has no keys for it, as in WhisperX."""
    for word, start, end in words:
        times = {} if start is None else {"start": start, "end": end}
        yield {name: word, **times, **more}


def segment(spoken, **more):
    start, end = span(spoken)
    return {"start": start, "end": end, "text": joined(spoken), **more}


def whisper(said):
    listed = [
        segment(
            words, id=number, words=[{**one, "word": f" {one['word']}"} for one in timed(words)]
        )
        for number, words in enumerate(said)
    ]
    return json.dumps({"text": "".join(map(joined, said)), "segments": listed, "language": "en"})


def whisper_without_words(said):
    return json.dumps({"segments": [segment(words, seek=0) for words in said]})


def faster_whisper(said):
    more = {"id": 1, "seek": 0, "tokens": [1], "avg_logprob": -0.2}
    return json.dumps([segment(one, words=list(timed(one)), **more) for one in said])


def faster_whisper_rows(said):
    """Named tuples, as up to 1.0."""
    return json.dumps(
        [
            [
                1,
                0,
                *span(one),
                joined(one),
                [5, 6],
                0.0,
                -0.2,
                1.1,
                0.1,
                [[s, e, f" {w}", 0.9] for w, s, e in one],
            ]
            for one in said
        ]
    )


def whisperx(said):
    words = [word for one in said for word in timed(one)]
    listed = [segment(one, words=list(timed(one))) for one in said]
    return json.dumps({"segments": listed, "word_segments": words}, ensure_ascii=False)


def whisperx_words_beside(said):
    words = [word for one in said for word in timed(one)]
    return json.dumps({"segments": [segment(one) for one in said], "word_segments": words})


def whisper_timestamped(said):
    listed = [segment(one, words=list(timed(one, "text", confidence=0.9))) for one in said]
    return json.dumps({"text": "", "segments": listed, "speech_activity": []}, ensure_ascii=False)


def stable_ts(said):
    listed = [segment(one, words=list(timed(one, probability=None))) for one in said]
    return json.dumps({"segments": listed, "ori_dict": {"segments": []}, "regroup_history": ""})


def verbose_json(said):
    words = [word for one in said for word in timed(one)]
    listed = [segment(one) for one in said]
    return json.dumps({"task": "transcribe", "duration": 99.5, "segments": listed, "words": words})


def verbose_json_words_only(said):
    words = [word for one in said for word in timed(one)]
    text = "".join(map(joined, said)).strip()
    return json.dumps({"task": "transcribe", "text": text, "segments": None, "words": words})


def diarized_json(said):
    listed = [
        segment(one, type="transcript.text.segment", id=f"seg_{n}", speaker="AB"[n % 2])
        for n, one in enumerate(said)
    ]
    return json.dumps({"task": "transcribe", "duration": 99.5, "text": "", "segments": listed})


def chunks(said):
    listed = [{"timestamp": span(one), "text": joined(one)} for one in said]
    return json.dumps({"text": "".join(map(joined, said)), "chunks": listed})


def chunks_of_words(said):
    listed = [{"timestamp": [s, e], "text": f" {w}"} for one in said for w, s, e in one]
    return json.dumps({"chunks": listed})


def insanely_fast(said):
    listed = [{"timestamp": span(one), "text": joined(one)} for one in said]
    speakers = [{**one, "speaker": "SPEAKER_00"} for one in listed]
    return json.dumps({"speakers": speakers, "chunks": listed, "text": "".join(map(joined, said))})


def milliseconds(start, end):
    if start is None or end is None:
        return {}
    return {"offsets": {"from": round(start * 1000), "to": round(end * 1000)}}


def whisper_cpp(said):
    listed = [{**milliseconds(*span(one)), "text": joined(one)} for one in said]
    return json.dumps({"transcription": listed}, ensure_ascii=False)


def whisper_cpp_full(said):
    """Tokens: each word in two, with marks around them."""
    listed = []
    for one in said:
        tokens = [{"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}}]
        for word, start, end in one:
            text = word if "\u4e00" <= word[0] <= "\u9fff" else f" {word}"
            tokens += [{"text": text[:2], **milliseconds(start, end)}]
            tokens += [{"text": text[2:], **milliseconds(start, end)}] if text[2:] else []
        tokens.append({"text": "[_TT_100]"})
        listed.append({**milliseconds(*span(one)), "text": joined(one), "tokens": tokens})
    return json.dumps({"transcription": listed}, ensure_ascii=False)


def vosk(said):
    """One JSON after the other."""
    return "\n".join(
        json.dumps({"result": list(timed(one, conf=1.0)), "text": joined(one).strip()}, indent=2)
        for one in said
    )


def vosk_alternatives(said):
    return json.dumps(
        [
            {"alternatives": [{"text": joined(one), "result": list(timed(one))}, {"text": "no"}]}
            for one in said
        ]
    )


def vosk_transcriber(said):
    monologues = [
        {
            "speaker": {"id": "unknown", "name": None},
            "start": span(one)[0],
            "end": span(one)[1],
            "terms": list(timed(one, "text", type="WORD")),
        }
        for one in said
    ]
    return json.dumps({"schemaVersion": "2.0", "monologues": monologues, "text": []})


def nemo(said):
    """-1 stands for what is not known."""
    known = lambda at: -1 if at is None else at  # noqa: E731
    words = [{"word": w, "start": known(s), "end": known(e)} for one in said for w, s, e in one]
    segments = [
        {
            "segment": joined(one).strip(),
            **dict(zip(("start", "end"), map(known, span(one)), strict=False)),
        }
        for one in said
    ]
    return json.dumps(
        {"text": "", "timestamp": {"timestep": [1], "word": words, "segment": segments}}
    )


def nemo_manifest(said):
    words = list(timed([word for one in said for word in one], start_offset=1))
    text = "".join(map(joined, said)).strip()
    return json.dumps({"audio_filepath": "a.wav", "pred_text": text, "word": words}) + "\n"


def parakeet_mlx(said):
    sentences = [
        segment(
            one, tokens=[{**token, "text": f" {token['text']}"} for token in timed(one, "text")]
        )
        for one in said
    ]
    return json.dumps({"text": "".join(map(joined, said)), "sentences": sentences})


def onnx_asr(said):
    words = [word for one in said for word in one]
    return json.dumps(
        {
            "text": "".join(map(joined, said)).strip(),
            "timestamps": [start for _, start, _ in words],
            "tokens": [f"\u2581{word}" for word, _, _ in words],
        }
    )


def hundredths(spoken):
    return [None if time is None else round(100 * time) for time in span(spoken)]


def pywhispercpp(said):
    """Its segments through vars(); it has no JSON of its own."""
    return json.dumps(
        [
            {**dict(zip(("t0", "t1"), hundredths(one), strict=True)), "text": joined(one).strip()}
            for one in said
        ]
    )


def gigaam(said):
    """transcribe_longform()."""
    return json.dumps(
        [{"transcription": joined(one).strip(), "boundaries": span(one)} for one in said]
    )


def ours(said):
    listed = [segment(one, speaker="SPEAKER_00", words=list(timed(one))) for one in said]
    return json.dumps({"uri": "talk", "duration": 99.5, "segments": listed, "speakers": {}})


JSON = {
    name: write
    for name, write in list(globals().items())
    if callable(write)
    and name not in ("joined", "span", "timed", "segment", "milliseconds", "hundredths")
}


def clock(seconds, mark):
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}{mark}{rest % 1000:03d}"


def srt(said):
    return "\n".join(
        f"{n}\n{clock(span(one)[0], ',')} --> {clock(span(one)[1], ',')}\n{joined(one).strip()}\n"
        for n, one in enumerate(said, 1)
    )


def vtt(said):
    return "WEBVTT\n\n" + "\n".join(
        f"{clock(span(one)[0], '.')} --> {clock(span(one)[1], '.')}\n{joined(one).strip()}\n"
        for one in said
    )


def srt_console(said):
    """What whisper.cpp shows while it works."""
    times = [(clock(span(one)[0], "."), clock(span(one)[1], ".")) for one in said]
    return "".join(
        f"[{start} --> {end}]  {joined(one)}\n"
        for one, (start, end) in zip(said, times, strict=True)
    )


def srt_highlighted(said, tag="u", mark=","):
    """--highlight_words: the line again for each word, and between two words once without a mark."""
    blocks, number = [], 1
    for one in said:
        last = one[0][1]
        for at, (_, start, end) in enumerate(one):
            plain = [word for word, _, _ in one]
            marked = [
                f"<{tag}>{w}</{tag.split()[0]}>" if n == at else w for n, w in enumerate(plain)
            ]
            if start > last:
                blocks.append((last, start, plain))
            blocks.append((start, end, marked))
            last = end
    lines = []
    for number, (start, end, words) in enumerate(blocks, 1):
        lines.append(f"{number}\n{clock(start, mark)} --> {clock(end, mark)}\n{' '.join(words)}\n")
    return "\n".join(lines)


def srt_coloured(said):
    return srt_highlighted(said, 'font color="#00ff00"')


def vtt_highlighted(said):
    return f"WEBVTT\n\n{srt_highlighted(said, mark='.')}"


def vtt_bold(said):
    """parakeet-mlx."""
    return f"WEBVTT\n\n{srt_highlighted(said, 'b', mark='.')}"


def tsv(said):
    rows = [
        f"{round(span(one)[0] * 1000)}\t{round(span(one)[1] * 1000)}\t{joined(one).strip()}\n"
        for one in said
    ]
    return "start\tend\ttext\n" + "".join(rows)


def tsv_without_a_head(said):
    """stable-ts."""
    return tsv(said).partition("\n")[2]


def tsv_quoted(said):
    """whisper-timestamped beside a Whisper of 2022: through the csv module."""
    head, *rows = tsv(said).splitlines()
    quoted = [row.rpartition("\t") for row in rows]
    doubled = [f'{times}\t"{text.replace(chr(34), 2 * chr(34))}"' for times, _, text in quoted]
    return "\n".join(
        [head, *(new if '"' in row else row for new, row in zip(doubled, rows, strict=True))]
    )


def ass_highlighted(said):
    """stable-ts, to_ass(tag=-1)."""
    blocks = srt_highlighted(said, mark=".").strip().split("\n\n")
    lines = []
    for block in blocks:
        _, times, text = block.split("\n")
        start, end = (time[1:-1] for time in times.split(" --> "))
        shown = text.replace("<u>", r"{\1c00ff00&}").replace("</u>", r"{\r}")
        lines.append(f"Dialogue: 0,{start},{end},Default,,0,0,0,,{shown}\n")
    return "[Script Info]\n\n[Events]\n" + "".join(lines)


def labels_of_whisperx(said):
    rows = [f"{span(one)[0]}\t{span(one)[1]}\t[[A]]{joined(one).strip()}\n" for one in said]
    return "".join(rows)


def cpp_csv(said):
    rows = []
    for one in said:
        start, end = (round(time * 100) * 10 for time in span(one))
        doubled = joined(one).replace('"', '""')
        rows.append(f'{start},{end},"{doubled}"\n')
    return "start,end,text\n" + "".join(rows)


def spaced_csv(said):
    """pywhispercpp's output_csv()."""
    rows = [(*(round(100 * time) * 10 for time in span(one)), joined(one).strip()) for one in said]
    return "".join(f'{start}, {end}, "{text}"\n' for start, end, text in rows)


TEXT = {
    "srt": (srt, "talk.srt"),
    "vtt": (vtt, "talk.vtt"),
    "srt_console": (srt_console, "talk.txt"),
    "srt_highlighted": (srt_highlighted, "talk.srt"),
    "srt_coloured": (srt_coloured, "talk.srt"),
    "vtt_highlighted": (vtt_highlighted, "talk.vtt"),
    "vtt_bold": (vtt_bold, "talk.vtt"),
    "tsv_without_a_head": (tsv_without_a_head, "talk.tsv"),
    "tsv": (tsv, "talk.tsv"),
    "tsv_quoted": (tsv_quoted, "talk.tsv"),
    "ass_highlighted": (ass_highlighted, "talk.ass"),
    "labels_of_whisperx": (labels_of_whisperx, "talk.aud"),
    "cpp_csv": (cpp_csv, "talk.csv"),
    "spaced_csv": (spaced_csv, "talk.csv"),
}
EVERY = {**{name: (write, "talk.json") for name, write in JSON.items()}, **TEXT}
