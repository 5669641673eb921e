"""``python -m tests.fakehub.tiny_pyannote ROOT``: pyannote's repositories with tiny networks.

The files have the real format and the real names, so that the real code of pyannote loads them.
The weights are random and small; the segmentation always says that its first speaker talks.
Needs pyannote.audio 4.
"""

from __future__ import annotations

import sys
from pathlib import Path

CONFIG_3_1 = """\
version: 3.1.0

pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: AgglomerativeClustering
    embedding: pyannote/wespeaker-voxceleb-resnet34-LM
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    segmentation: pyannote/segmentation-3.0
    segmentation_batch_size: 32

params:
  clustering:
    method: centroid
    min_cluster_size: 12
    threshold: 0.7045654963945799
  segmentation:
    min_duration_off: 0.0
"""
CONFIG_COMMUNITY = """\
dependencies:
  pyannote.audio: 4.0.0

pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    clustering: VBxClustering
    segmentation: $model/segmentation
    segmentation_batch_size: 32
    embedding: $model/embedding
    embedding_batch_size: 32
    embedding_exclude_overlap: true
    plda: $model/plda

params:
  clustering:
    threshold: 0.6
    Fa: 0.07
    Fb: 0.8
  segmentation:
    min_duration_off: 0.0
"""


def build(root: Path) -> None:
    import numpy as np
    import torch

    torch.manual_seed(0)
    owner = root / "pyannote"
    community = owner / "speaker-diarization-community-1"
    for folder in (owner / "segmentation-3.0", community / "segmentation"):
        save(segmentation(), folder)
    for folder in (owner / "wespeaker-voxceleb-resnet34-LM", community / "embedding"):
        save(embedding(), folder)
    plda(np.random.default_rng(0), community / "plda")
    write(owner / "speaker-diarization-3.1" / "config.yaml", CONFIG_3_1)
    write(community / "config.yaml", CONFIG_COMMUNITY)


def segmentation():
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.segmentation import PyanNet

    lstm = {"hidden_size": 8, "num_layers": 1, "bidirectional": True, "monolithic": True}
    model = PyanNet(sincnet={"stride": 10}, lstm=lstm, linear={"hidden_size": 8, "num_layers": 1})
    model.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=10.0,
        min_duration=None,
        warm_up=(0.0, 0.0),
        classes=["speaker#1", "speaker#2", "speaker#3"],
        powerset_max_classes=2,
        permutation_invariant=True,
    )
    model.setup()
    model.classifier.weight.data.zero_()
    model.classifier.bias.data.zero_()
    model.classifier.bias.data[1] = 10.0  # 0 is nobody, 1 the first speaker alone
    return model


def embedding():
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding import XVectorSincNet

    model = XVectorSincNet(dimension=256)
    model.specifications = Specifications(
        problem=Problem.REPRESENTATION,
        resolution=Resolution.CHUNK,
        duration=5.0,
        min_duration=None,
        warm_up=(0.0, 0.0),
        classes=None,
    )
    model.setup()
    return model


def save(model, folder: Path) -> None:
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = {
        "pytorch-lightning_version": "2.0.0",
        "epoch": 0,
        "global_step": 0,
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pyannote.audio": {
            "versions": {"torch": str(torch.__version__), "pyannote.audio": "3.0.0"},
            "architecture": {"module": type(model).__module__, "class": type(model).__name__},
            "specifications": model.specifications,
        },
    }
    torch.save(checkpoint, folder / "pytorch_model.bin")


def plda(random, folder: Path) -> None:
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    np.savez(
        folder / "xvec_transform.npz",
        mean1=random.normal(size=256),
        mean2=random.normal(size=128),
        lda=random.normal(size=(256, 128)),
    )
    np.savez(
        folder / "plda.npz",
        mu=random.normal(size=128),
        tr=np.eye(128),
        psi=np.linspace(2.0, 0.1, 128),
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
