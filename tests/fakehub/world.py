"""What the fake Hub knows: repositories, and the callers that come to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GOOD_TOKEN = "hf_FakeGoodTokenForTheTests0123456789"
WRONG_TOKEN = "hf_FakeWrongTokenForTheTests012345678"
# Of a login by the browser: three parts, as the Hub's own have them.
OAUTH_TOKEN = "hf_oauth_eyJhbGciOiJGQUtFIn0.eyJzdWIiOiJ0ZXN0cyJ9.FakeSignature-of-the_Tests01"
RENEWED_TOKEN = "hf_oauth_eyJhbGciOiJGQUtFIn0.eyJzdWIiOiJ0ZXN0cyJ9.FakeSignature-of-the_Tests02"
REFRESH_TOKEN = "fake-refresh-token-for-the-tests-0123456789"
KNOWN_TOKENS = frozenset({GOOD_TOKEN, OAUTH_TOKEN, RENEWED_TOKEN})
ACCOUNT = "ivan-petrov"


class Gate(Enum):
    """How an account stands before a gated repository."""

    OPEN = "accepted"
    UNASKED = "terms not accepted"
    PENDING = "awaiting a review"
    REJECTED = "rejected"
    RESET = "reset"


@dataclass(frozen=True)
class Persona:
    """One caller: the token it holds, and what the Hub thinks of it."""

    name: str
    token: str = GOOD_TOKEN
    gate: Gate = Gate.OPEN
    shut: tuple[str, ...] = ()  # the gate holds for these repositories only; for all if empty
    role: str = "read"
    narrow: bool = False  # a fine-grained token that may not read gated repositories

    def stands(self, repository: str) -> Gate:
        return self.gate if not self.shut or repository in self.shut else Gate.OPEN


_ALL = (
    Persona("good"),
    Persona("no-token", token=""),
    Persona("wrong-token", token=WRONG_TOKEN),
    Persona("terms-not-accepted", gate=Gate.UNASKED),
    Persona("pending", gate=Gate.PENDING),
    Persona("rejected", gate=Gate.REJECTED),
    Persona("reset", gate=Gate.RESET),
    Persona("fine-grained", role="fineGrained"),
    Persona("too-narrow", role="fineGrained", narrow=True),
    Persona("one-of-two", gate=Gate.UNASKED, shut=("pyannote/segmentation-3.0",)),
    Persona(
        "plda-forgotten", gate=Gate.UNASKED, shut=("pyannote/speaker-diarization-community-1",)
    ),
)
PERSONAS: Mapping[str, Persona] = MappingProxyType({persona.name: persona for persona in _ALL})

GATED = frozenset(
    {
        "pyannote/speaker-diarization-community-1",
        "pyannote/speaker-diarization-3.1",
        "pyannote/segmentation-3.0",
    }
)


@dataclass(frozen=True)
class Blob:
    """One file: its bytes, and the names that Git and LFS give them."""

    path: str
    content: bytes = field(repr=False)

    @property
    def is_large(self) -> bool:
        return self.path.endswith((".bin", ".npz", ".pt", ".safetensors"))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def git(self) -> str:
        header = b"blob %d\0" % len(self.content)
        return hashlib.sha1(header + self.content, usedforsecurity=False).hexdigest()

    @property
    def etag(self) -> str:
        return self.sha256 if self.is_large else self.git


@dataclass(frozen=True)
class Repository:
    """A repository with one commit."""

    name: str
    files: Mapping[str, Blob]

    @property
    def gated(self) -> bool:
        return self.name in GATED

    @property
    def commit(self) -> str:
        names = "".join(f"{blob.path}{blob.etag}" for blob in self.files.values())
        return hashlib.sha1((self.name + names).encode(), usedforsecurity=False).hexdigest()


def repository(name: str, files: Mapping[str, bytes]) -> Repository:
    return Repository(name, {path: Blob(path, content) for path, content in files.items()})


def from_folder(root: Path) -> tuple[Repository, ...]:
    """Every ``root/OWNER/NAME`` is a repository."""
    return tuple(
        repository(
            folder.relative_to(root).as_posix(),
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            },
        )
        for folder in sorted(root.glob("*/*"))
        if folder.is_dir()
    )


def _noise(seed: str, size: int) -> bytes:
    # Bytes that do not compress and differ at every place, so that a wrong offset shows.
    return hashlib.shake_128(seed.encode()).digest(size)


def stand_ins(size: int = 300_000) -> tuple[Repository, ...]:
    """The real names and files with meaningless content; ``size`` is that of the largest."""
    plda = {
        "plda/plda.npz": _noise("plda", size // 20),
        "plda/xvec_transform.npz": _noise("xvec", size // 10),
    }
    model = "pytorch_model.bin"
    return (
        repository(
            "pyannote/speaker-diarization-community-1",
            {
                "config.yaml": b"pipeline: community-1\n",
                f"segmentation/{model}": _noise("segmentation", size // 4),
                f"embedding/{model}": _noise("embedding", size),
                **plda,
            },
        ),
        repository("pyannote/speaker-diarization-3.1", {"config.yaml": b"pipeline: 3.1\n"}),
        repository(
            "pyannote/segmentation-3.0",
            {"config.yaml": b"task: segmentation\n", model: _noise("segmentation-3.0", size // 4)},
        ),
        repository(
            "pyannote/wespeaker-voxceleb-resnet34-LM",
            {"config.yaml": b"model: wespeaker\n", model: _noise("wespeaker", size)},
        ),
    )
