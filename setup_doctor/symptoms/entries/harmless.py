"""Warnings that people paste, and that explain nothing: what went wrong stands elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

if TYPE_CHECKING:
    from setup_doctor.symptoms.symptom import Symptom


def harmless(name: str, pattern: str, meaning: str, *seen: tuple[str, str]) -> Symptom:
    """A warning that is known by `pattern`, and where it was seen."""
    return symptom(
        f"harmless.{name}",
        pattern,
        meaning,
        shared_remedies.NOTHING,
        weight=Weight.HARMLESS,
        seen=seen,
    )


HARMLESS = (
    harmless(
        "tf32",
        r"TensorFloat-32 \(TF32\) has been disabled|allow_tf32",
        "pyannote switches off a fast and less exact kind of arithmetic.",
        ("ReproducibilityWarning: TensorFloat-32 (TF32) has been disabled", "m-bain/whisperX#1051"),
    ),
    harmless(
        "checkpoint-upgraded",
        r"Lightning automatically upgraded your loaded checkpoint",
        "The model was saved by an older Lightning and is converted while it is loaded.",
        (
            "Lightning automatically upgraded your loaded checkpoint from v1.5.4 to v2.0.2.",
            "m-bain/whisperX#295",
        ),
    ),
    harmless(
        "trained-with",
        r"Model was trained with (?:pyannote\.audio|torch)|Bad things might happen unless you revert",
        "The model is older than the installed packages; it works with them all the same.",
        (
            "Model was trained with pyannote.audio 0.0.1, yours is 3.1.0. Bad things might happen unless you revert "
            "pyannote.audio to 0.x.",
            "jim60105/docker-whisperX#32",
        ),
    ),
    harmless(
        "pkg-resources",
        r"pkg_resources is deprecated as an API|pkg_resources package is slated for removal|declare_namespace",
        "A package still imports pkg_resources. It works until setuptools 82; the source webrtcvad is such a package, "
        "webrtcvad-wheels is not.",
        ("UserWarning: pkg_resources is deprecated as an API.", "vndee/local-talking-llm#11"),
    ),
    harmless(
        "std",
        r"std\(\): degrees of freedom is <= 0",
        "A piece of the recording was too short to spread; pyannote goes on without it.",
        ("UserWarning: std(): degrees of freedom is <= 0.", "pyannote/pyannote-audio#2047"),
    ),
    harmless(
        "torchaudio-backend",
        r"torchaudio\._backend\.\w+ has been deprecated|With dispatcher enabled, this function is no-op"
        r"|transition TorchAudio into a maintenance phase|implementation will be changed to use torchaudio\.load_with_torchcodec"
        r"|torchaudio\.backend\.\w+ has been moved|StreamingMediaDecoder has been deprecated",
        "torchaudio announces that it hands reading files over to torchcodec.",
        (
            "UserWarning: torchaudio._backend.list_audio_backends has been deprecated.",
            "m-bain/whisperX#1303",
        ),
        (
            "UserWarning: torchaudio._backend.set_audio_backend has been deprecated. With dispatcher enabled, this "
            "function is no-op.",
            "MahmoudAshraf97/whisper-diarization#242",
        ),
    ),
    harmless(
        "symlinks",
        r"cache-system uses symlinks by default|does not support them? (?:in|on) ",
        "The cache copies files instead of linking them, because Windows allows no links here. It takes more room.",
        (
            "UserWarning: `huggingface_hub` cache-system uses symlinks by default to efficiently store duplicated files but "
            "your machine does not support them in C:\\x",
            "huggingface/huggingface_hub#2179",
        ),
    ),
    harmless(
        "xformers",
        r"xFormers can't load C\+\+/CUDA extensions|\[XFORMERS\]|Memory-efficient attention, SwiGLU",
        "xformers was built for another torch and switches itself off. Diarization does not use it.",
        (
            "WARNING[XFORMERS]: xFormers can't load C++/CUDA extensions.",
            "voicepaw/so-vits-svc-fork#257",
        ),
    ),
    harmless(
        "triton",
        r"Triton is not available|matching Triton is not available|Failed to launch Triton kernels",
        "Triton speeds up some work on graphics cards and does not exist for every system.",
        (
            "Triton is not available, some optimizations will not be enabled. This is just a warning: No module named "
            "'triton'",
            "RVC-Project/Retrieval-based-Voice-Conversion-WebUI#999",
        ),
    ),
    harmless(
        "alsa",
        r"ALSA lib \S+:\d+:\(|PulseAudio server connection failure|jack server is not running|jack_\d+ failed \(err",
        "The library of sound tries one device after another, and says of each that it is not here.",
        (
            "ALSA lib pcm.c:2495:(snd_pcm_open_noupdate) Unknown PCM cards.pcm.rear",
            "shivasiddharth/GassistPi#874",
        ),
    ),
    harmless(
        "torio",
        r"torio\._extension\.utils|Failed to load FFmpeg\d? ?extension|Loading FFmpeg\d",
        "torchaudio tries one version of FFmpeg after another, and notes each that is not here.",
        (
            "10:15:24 - torio._extension.utils - DEBUG - Failed to load FFmpeg5 extension.",
            "pavelzbornik/whisperX-FastAPI#465",
        ),
    ),
    harmless(
        "fp16",
        r"FP16 is not supported on CPU; using FP32",
        "Whisper calculates on the processor, with full precision: slower, and otherwise the same.",
        (
            "UserWarning: FP16 is not supported on CPU; using FP32 instead",
            "Uberi/speech_recognition#629",
        ),
    ),
    harmless(
        "speechbrain",
        r"Module 'speechbrain\.pretrained' was deprecated|speechbrain\.utils\.quirks|Applied quirks",
        "speechbrain says which of its names are new, and what it has set.",
        (
            "UserWarning: Module 'speechbrain.pretrained' was deprecated, redirecting to 'speechbrain.inference'.",
            "lukaszliniewicz/Pandrator#50",
        ),
    ),
    harmless(
        "future",
        r"FutureWarning: You are using `torch\.load` with `weights_only=False`|weight_norm(?:`)? is deprecated"
        r"|torch\.cuda\.amp\.\w+\(args\.\.\.\)` is deprecated|reset_max_memory_allocated now calls|`?torch_dtype`? is deprecated"
        r"|resume_download` is deprecated|'audioop' is deprecated|invalid escape sequence",
        "A package uses what a later version of another one will drop.",
        (
            "FutureWarning: torch.cuda.reset_max_memory_allocated now calls torch.cuda.reset_peak_memory_stats",
            "jhj0517/Whisper-WebUI#112",
        ),
    ),
    harmless(
        "audioread",
        r"PySoundFile failed\. Trying audioread instead|__audioread_load",
        "librosa reads this file the slow way, through ffmpeg.",
        ("UserWarning: PySoundFile failed. Trying audioread instead.", "librosa/librosa#1456"),
    ),
    harmless(
        "mean-empty",
        r"Mean of empty slice|invalid value encountered in (?:\w+_)?(?:divide|scalars)|Degrees of freedom <= 0 for slice|n_fft=\d+ is too large",
        "A piece of the recording was empty or silent.",
        ("RuntimeWarning: Mean of empty slice", "microsoft/whales#7"),
    ),
    harmless(
        "pip-notice",
        r"\[notice\] A new release of pip|You should consider upgrading via|new version of pip available",
        "pip says that there is a newer pip.",
        (
            "[notice] A new release of pip is available: 25.0 -> 26.3",
            "https://pip.pypa.io/en/stable/cli/pip/",
        ),
    ),
    harmless(
        "pip-leftover",
        r"Ignoring invalid distribution|is installed in '[^']*' which is not on PATH|Running pip as the 'root' user"
        r"|which is not on PATH",
        "pip names what an earlier run left behind, or a folder that is not on PATH.",
        (
            "WARNING: Running pip as the 'root' user can result in broken permissions",
            "numba/numba#8875",
        ),
    ),
    harmless(
        "uv-links",
        r"Failed to hardlink files; falling back to full copy",
        "uv copies files instead of linking them, because its cache is on another drive.",
        (
            "warning: Failed to hardlink files; falling back to full copy.",
            "https://docs.astral.sh/uv/reference/settings/",
        ),
    ),
    harmless(
        "requests",
        r"RequestsDependencyWarning|Unable to find acceptable character detection dependency|NotOpenSSLWarning",
        "requests does not know the versions of its helpers, and works with them.",
        (
            "RequestsDependencyWarning: Unable to find acceptable character detection dependency",
            "m-bain/whisperX#1154",
        ),
    ),
    harmless(
        "hf-token",
        r"Environment variable ?`?HF_TOKEN`? is set and is the current active token|unauthenticated requests to the HF Hub"
        r"|secret `HF_TOKEN` does not exist",
        "Hugging Face says which token is used: a variable comes before what was stored.",
        (
            "Note: Environment variable`HF_TOKEN` is set and is the current active token independently",
            "pyannote/pyannote-audio#1934",
        ),
    ),
    harmless(
        "xet-missing",
        r"Xet Storage is enabled for this repo, but the 'hf_xet' package is not installed",
        "The download takes the ordinary way.",
        (
            "Xet Storage is enabled for this repo, but the 'hf_xet' package is not installed.",
            "https://huggingface.co/docs/huggingface_hub/guides/download",
        ),
    ),
    harmless(
        "onednn",
        r"oneDNN custom operations are on|TF-TRT Warning|cuda_dnn\.cc|computation_placer|cuInit: UNKNOWN ERROR"
        r"|Tensor Cores\. To properly utilize|Redirects are currently not supported in Windows|NumExpr defaulting",
        "A library says how it will calculate.",
        (
            "NOTE: Redirects are currently not supported in Windows or MacOs.",
            "https://docs.pytorch.org/docs/stable/elastic/run.html",
        ),
    ),
    harmless(
        "language",
        r"No language specified, language will be first be detected|Estimating duration from bitrate|Some weights of [^\n]* were not (?:used|initialized)|forced_decoder_ids|past_key_values` is deprecated|Special tokens have been added",
        "The program says what it finds out by itself.",
        (
            "No language specified, language will be first be detected for each audio file",
            "m-bain/whisperX#1154",
        ),
    ),
    harmless(
        "powershell",
        r"NativeCommandError|CategoryInfo\s+: NotSpecified",
        "PowerShell shows as an error whatever a program writes on its second stream.",
        (
            "+ FullyQualifiedErrorId : NativeCommandError",
            "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_redirection",
        ),
    ),
)
