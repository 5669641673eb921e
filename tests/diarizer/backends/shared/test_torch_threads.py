"""The number of torch's threads is put back by whoever changes it."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

import torch

from diarizer.backends.shared.torch_threads import cores, torch_threads


def test_the_number_holds_inside_the_block_only():
    before = torch.get_num_threads()
    with torch_threads(2):
        assert torch.get_num_threads() == 2
    assert torch.get_num_threads() == before


def test_an_error_puts_it_back_as_well():
    before = torch.get_num_threads()
    with pytest.raises(ValueError, match="on the way"), torch_threads(before + 1):
        raise ValueError("on the way")
    assert torch.get_num_threads() == before


def test_there_is_at_least_one_core():
    assert cores() >= 1
