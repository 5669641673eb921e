"""The real code of transformers with a tiny network: download, load, diarize, and in pieces."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))  # the fake Hub is shared by the tests of both packages

from diarizer import api, backends  # noqa: E402
from diarizer.errors import BackendError, BackendUnavailable, InvalidArgument  # noqa: E402
from diarizer.types import Span, Turn  # noqa: E402
from tests.diarizer.backends.nemotron.tiny_network import (  # noqa: E402
    MARKS,
    noise,
    random_engine,
)
from tests.fakehub import FakeHub, from_folder, tiny_nemotron  # noqa: E402
from tests.fakehub.client import python  # noqa: E402

pytestmark = MARKS
SCRIPT = str(ROOT / "scripts" / "download_diarization_model.py")
_DIARIZE = """
import json
import numpy as np
from diarizer import backends, errors
from diarizer.types import Audio
found = [one for one in backends.available() if one.name == "nemotron"][0]
answer = {"ready": found.ready, "reason": found.reason}
try:
    engine = backends.load("nemotron")
    audio = Audio(np.zeros(80_000, np.float32), 16000, "silence")
    answer["turns"] = [[t.span.start, t.span.end, t.speaker] for t in engine.diarize(audio).turns]
except errors.DiarizerError as error:
    answer["reference"] = error.reference
print(json.dumps(answer))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    tiny_nemotron.build(root)
    return root


@pytest.fixture(scope="module")
def random(tmp_path_factory):
    return random_engine(tmp_path_factory.mktemp("random"))


@pytest.fixture(scope="module")
def engine(root):
    """An engine that always hears its first speaker."""
    from diarizer.backends.nemotron.backend import NemotronBackend

    return NemotronBackend.from_folder(root / tiny_nemotron.REPOSITORY, "cpu")


def test_it_is_downloaded_without_a_token_and_asks_nobody_afterwards(root, tmp_path):
    with FakeHub(from_folder(root), persona="no-token") as hub:
        done = python(hub, tmp_path, SCRIPT, "nemotron")
        assert done.code == 0, done.err
        assert not any(seen.authorized for seen in hub.log)
        hub.log.clear()
        whole = json.loads(python(hub, tmp_path, "-c", _DIARIZE).out)
        assert hub.log == []
        weights = next((tmp_path / "hub").glob("models--*/snapshots/*/model.safetensors"))
        weights.write_bytes(weights.read_bytes()[:-1])
        cut = json.loads(python(hub, tmp_path, "-c", _DIARIZE).out)
    assert whole["ready"], whole["reason"]
    assert whole["reason"].endswith("Nemotron 3 Diarization")
    assert whole["turns"] == [[0.0, 5.0, "SPEAKER_00"]]
    assert (cut["ready"], cut["reference"]) == (False, "model.damaged")


@pytest.mark.parametrize("seconds", [0.5, 27.2, 28.003, 30.4, 30.41, 75.0])
def test_in_pieces_it_hears_what_it_hears_at_once(random, seconds):
    import torch

    recording = noise(seconds)
    pieces = np.concatenate(list(_inferred(random._chunks, recording)))
    model, processor = random._chunks._model, random._chunks._processor
    whole = processor(recording.samples, sampling_rate=16_000, return_tensors="pt")
    rows = int(whole["attention_mask"].sum())  # one more is made, and says nothing
    given = {name: value[:, :rows] for name, value in whole.items()}
    with torch.inference_mode():
        at_once = model(**given).logits[0].sigmoid().numpy()
    assert pieces.shape == at_once.shape == (int(seconds * 100), 8)
    assert np.abs(pieces - at_once).max() < 1e-5
    assert len(set(pieces.argmax(axis=1))) > 1  # or else there was nothing to compare


def _inferred(chunks, recording):
    import torch

    with torch.inference_mode():
        yield from chunks.probabilities(recording)


def test_no_more_than_a_piece_is_read_at_once(engine):
    recording, read = noise(75.0), []

    class Reading:
        uri, sample_rate, duration = "noise", 16_000, 75.0

        def __len__(self):
            return len(recording)

        def read(self, first, last):
            read.append((first, last))
            return recording.read(first, last)

    assert engine.diarize(Reading()).turns == (Turn(Span(0.0, 75.0), "SPEAKER_00", 0.998),)
    assert max(last - first for first, last in read) < 31 * 16_000
    assert (read[0][0], read[-1][1]) == (0, len(recording))


def test_it_says_how_far_it_is(engine):
    seen = []
    engine.diarize(noise(60.0), progress=lambda *at: seen.append(at))
    assert seen == [
        ("diarization", 27.2, 60.0),
        ("diarization", 54.4, 60.0),
        ("diarization", 60.0, 60.0),
    ]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.09])
def test_what_is_too_short_for_the_network_has_nobody(engine, seconds):
    assert engine.diarize(noise(seconds)).turns == ()


def test_who_speaks_first_has_the_first_label(random):
    found = random.diarize(noise(60.0))
    assert found.speakers == tuple(f"SPEAKER_{n:02d}" for n in range(len(found.speakers)))
    assert len(found.speakers) > 1
    assert all(turn.span.end <= 60.0 for turn in found.turns)


def warnings(engine, recording, **bounds):
    found = api.run(engine, recording, **bounds)
    return [(each.reference, str(each.said)) for each in found.coverage.warnings]


def test_where_all_places_are_taken_there_may_be_more_people(random, monkeypatch):
    [(reference, said)] = warnings(random, noise(60.0))
    assert reference == "speakers.all-places-taken"
    assert said == (
        "nemotron tells at most 8 people apart, and hears as many: there may be more, of whom some"
        " then share a label."
    )


def test_a_number_that_cannot_be_imposed_is_told(engine):
    assert warnings(engine, noise(1.0)) == []
    assert warnings(engine, noise(1.0), num_speakers=1) == []
    told = warnings(engine, noise(1.0), min_speakers=2)
    assert [reference for reference, _ in told] == ["speakers.not-imposed", "speakers.fewer"]
    assert told[0][1] == (
        "nemotron hears by itself how many speak: no number can be imposed on it. The backend open"
        " keeps to a number: --backend open"
    )


def test_it_recognises_nobody_and_says_which_backend_does(engine):
    with pytest.raises(BackendError) as refused:
        engine.voice(noise(1.0))
    assert refused.value.message == "nemotron describes no voices, so nobody can be recognised."
    with pytest.raises(InvalidArgument, match="nemotron describes no voices"):
        backends.resolve("nemotron", wanted=("voices",))


def test_pauses_are_bridged_as_it_is_told(random):
    plain, bridged = (random.adapted(bridge=pause).diarize(noise(30.0)) for pause in (0.0, 0.2))
    assert 0 < len(bridged.turns) < len(plain.turns)
    assert random.adapted(vad_threshold=0.5) is None


def test_weights_of_another_network_are_refused(root, tmp_path):
    from diarizer.backends.nemotron.backend import NemotronBackend

    for file in (root / tiny_nemotron.REPOSITORY).iterdir():
        content = file.read_bytes().replace(b'"nemotron3_diarization"', b'"nemotron9_diarization"')
        (tmp_path / file.name).write_bytes(content)
    with pytest.raises(BackendUnavailable) as refused:
        NemotronBackend.from_folder(tmp_path, "cpu")
    assert refused.value.reference == "backend.does-not-load"
    assert "nemotron9_diarization" in refused.value.context
    with pytest.raises(BackendUnavailable, match="does not calculate on tpu"):
        NemotronBackend.from_folder(tmp_path, "tpu")
