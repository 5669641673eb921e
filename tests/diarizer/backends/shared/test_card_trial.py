"""A card is trusted when a network gives there what it gives on the processor."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open import engines
from diarizer.backends.open.networks import Networks
from diarizer.backends.shared import card_trial
from diarizer.errors import BackendUnavailable


def processor(given):
    return given * np.float32(2)


def one_window(samples, begins, length):
    return processor(samples[begins[0] : begins[0] + length])


def doubled(stretches):
    return np.stack([processor(features) for features in stretches])


def missing(given):
    raise NotImplementedError("The operator 'aten::x' is not implemented for the MPS device.\nmore")


def test_what_a_card_rounds_otherwise_is_the_same():
    card_trial.agree("cuda", lambda given: given * np.float32(2.002), processor, np.ones(3))


@pytest.mark.parametrize(
    ("card", "reason", "said"),
    [
        (
            missing,
            "a step of the network cannot be done there",
            "NotImplementedError: The operator 'aten::x' is not implemented for the MPS device.",
        ),
        (np.negative, "its numbers are not those of the processor", "150.0 %"),
        (
            lambda given: given * np.float32("nan"),
            "its numbers are not those of the processor",
            "nan %",
        ),
    ],
)
def test_a_card_that_cannot_or_errs_is_refused(card, reason, said):
    with pytest.raises(BackendUnavailable) as caught:
        card_trial.agree("mps", card, processor, np.ones(3, np.float32))
    assert caught.value.message == f"The networks do not calculate on mps: {reason}."
    assert caught.value.context == said
    assert caught.value.hint == "Take the processor: --device cpu"


def test_auto_goes_back_to_the_processor_and_tells_and_who_named_the_card_gets_an_error():
    here = Networks("torch", one_window, doubled)
    there = Networks("torch", one_window, missing, device="mps")
    told = []
    assert engines._trusted(there, here, "auto", told.append) is here
    assert [str(line) for line in told] == [
        "The networks do not calculate on mps: a step of the network cannot be done there."
        " It is passed over."
    ]
    with pytest.raises(BackendUnavailable):
        engines._trusted(there, here, "mps", pytest.fail)
    same = Networks("torch", one_window, doubled, device="mps")
    assert engines._trusted(same, here, "mps", pytest.fail) is same
