"""The weights on this machine, and the configuration that loads them and asks nobody."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from diarizer.errors import BackendError, ModelDamaged, ModelMissing
from diarizer.messages.text import text
from diarizer.models import MODELS, Model, locate, source_folder
from diarizer.models.whole import compare_hashes, missing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PIPELINES = {"community-1": "pyannote", "3.1": "pyannote-3.1"}
"""The names of the pipelines, the better one first, and their models."""

_CONFIG = "config.yaml"
_DOWNLOAD = "setup-doctor download pyannote"


def choose(pipeline: str | None) -> Model:
    """Return the model of a pipeline, or the first model that is here.

    Raises:
        BackendError: there is no such pipeline.
        ModelMissing: the weights are not on this machine.

    """
    if pipeline is not None and pipeline not in PIPELINES:
        raise BackendError(
            text("pyannote has no pipeline named {pipeline!r}.", pipeline=pipeline),
            context=text("Known: {known}", known=", ".join(PIPELINES)),
            hint=text("Choose one of them, or leave it out."),
        )
    names = [PIPELINES[pipeline]] if pipeline else list(PIPELINES.values())
    here = [MODELS[name] for name in names if locate(MODELS[name]) is not None]
    if here:
        return here[0]
    raise missing(MODELS[names[0]], _DOWNLOAD)


def configuration(model: Model) -> dict[str, Any]:
    """Return the settings of the pipeline with every repository replaced by its folder.

    A checkpoint is a pickle and runs what is written in it, so every hash is compared first.

    Raises:
        ModelDamaged: a file is not what the Hub says.

    """
    compare_hashes(model, _DOWNLOAD)
    folders = {source.name: _folder(model, source.name) for source in model.sources}
    return _local(_read(folders[model.sources[0].name]), folders)


def _folder(model: Model, name: str) -> Path:
    source = next(source for source in model.sources if source.name == name)
    folder = source_folder(source)
    if folder is None:
        raise ModelMissing(text("{name} is not on this machine.", name=name), hint=_DOWNLOAD)
    return folder


def _read(folder: Path) -> dict[str, Any]:
    yaml = import_module("yaml")  # comes with huggingface_hub, and without types

    content = yaml.safe_load((folder / _CONFIG).read_text(encoding="utf-8"))
    if not isinstance(content, dict) or "pipeline" not in content:
        raise ModelDamaged(
            text("The settings of the pipeline cannot be read."),
            context=str(folder / _CONFIG),
            hint=_DOWNLOAD,
        )
    return content


def _local(config: dict[str, Any], folders: Mapping[str, Path]) -> dict[str, Any]:
    # Parts are written as "$model/embedding", below the pipeline's own repository, or as
    # "pyannote/segmentation-3.0". The PLDA is loaded even where no setting names it.
    own = next(iter(folders.values()))
    params = config["pipeline"].setdefault("params", {})
    for part in ("segmentation", "embedding"):
        value = params.get(part)
        if isinstance(value, str):
            params[part] = _checkpoint(value, own, folders)
    plda = folders.get("pyannote/speaker-diarization-community-1", own)
    params["plda"] = {"checkpoint": str(plda), "subfolder": "plda"}
    return config


def _checkpoint(value: str, own: Path, folders: Mapping[str, Path]) -> dict[str, str]:
    # Always a mapping: pyannote guesses the kind of an embedding from the letters of a plain path.
    if value.startswith("$model/"):
        return {"checkpoint": str(own), "subfolder": value.removeprefix("$model/")}
    if value not in folders:
        raise ModelDamaged(
            text(
                "The settings of the pipeline name {value}, which is not known here.", value=value
            ),
            hint="pip install --upgrade setup-doctor",
        )
    return {"checkpoint": str(folders[value])}
