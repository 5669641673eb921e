"""Files of models and packages that cannot be loaded: cut, stored otherwise, hidden by another."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

FILES = (
    symptom(
        "packages.weights-lfs",
        r"Unsupported operand 118|invalid load key, ?'v'|version https://git-lfs",
        "The file is not the model but a pointer of Git LFS to it: a clone without LFS.",
        by_hand(
            text(
                "Fetch the real file: git lfs install, then git lfs pull; or download the model anew"
            )
        ),
        weight=Weight.SHARP,
        looks=("models.resemblyzer", "models.pyannote"),
        seen=(
            ("_pickle.UnpicklingError: invalid load key, 'v'.", "modelscope/FunASR#1966"),
            ("UnpicklingError: invalid load key, 'v'.", "timojl/clipseg#5"),
        ),
    ),
    symptom(
        "packages.weights-broken",
        r"invalid load key, ?'(?:<|\\x|\{|P|\\n)|PytorchStreamReader failed|failed finding central directory"
        r"|Invalid magic number; corrupt file|unexpected EOF, expected \d+ more bytes|Ran out of input"
        r"|HeaderTooLarge|header too large|MetadataIncompleteBuffer|Protobuf parsing failed|No graph was found in the protobuf|INVALID_PROTOBUF|storage has wrong (?:byte )?size|BadZipFile",
        "The file of a model is cut, or a web page was stored in its place.",
        shared_remedies.AGAIN_FRESH,
        weight=Weight.SHARP,
        looks=("models.pyannote", "models.resemblyzer"),
        seen=(
            (
                "RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory",
                "rsxdalv/TTS-WebUI#102",
            ),
            (
                "Failed to create ONNX Runtime session: Load model from C:\\x\\segmentation-3.0.onnx failed:Protobuf "
                "parsing failed.",
                "thewh1teagle/vibe#279",
            ),
        ),
    ),
    symptom(
        "packages.weights-other",
        r"Error\(s\) in loading state_dict for (?P<network>\w+)",
        "The weights are not those of this {network}: of another model, or of another version of the package that builds it.",
        by_hand(
            text(
                "Take the weights and the package that belong together: the page of the model names the version"
            )
        ),
        shared_remedies.AGAIN_FRESH,
        apart="A size mismatch is another model or number of classes; missing and unexpected keys are another version.",
        looks=("models.resemblyzer", "models.pyannote"),
        seen=(
            (
                "RuntimeError: Error(s) in loading state_dict for Cnn14:\n\tsize mismatch for fc_audioset.weight: copying "
                "a param with shape torch.Size([527, 2048]) from checkpoint, the shape in current model is "
                "torch.Size([0, 2048]).",
                "qiuqiangkong/panns_inference#15",
            ),
        ),
    ),
    symptom(
        "packages.torch-vulnerable",
        r"CVE-2025-32434|require users to upgrade torch to at least v2\.6",
        "transformers refuses to load a file with a torch older than 2.6, for safety.",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        needs=("torch>=2.6", "torchaudio>=2.6"),
        seen=(
            (
                "ValueError: Due to a serious vulnerability issue in `torch.load`, even with `weights_only=True`, we "
                "now require users to upgrade torch to at least v2.6",
                "jim60105/docker-whisperX#82",
            ),
        ),
    ),
    symptom(
        "packages.weights-only",
        r"Weights only load failed|Unsupported global: GLOBAL|was not an allowed global by default|WeightsUnpickler error",
        "torch 2.6 and newer load only plain numbers from a file; this pyannote.audio or whisperx does not "
        "know that yet.",
        shared_remedies.PYANNOTE,
        needs=("pyannote.audio>=4",),
        apart="Only for a file whose source you trust: torch.serialization.add_safe_globals.",
        seen=(
            (
                "WeightsUnpickler error: Unsupported global: GLOBAL omegaconf.base.ContainerMetadata was not an allowed "
                "global by default.",
                "pyannote/pyannote-audio#1908",
            ),
            (
                "_pickle.UnpicklingError: Weights only load failed. GLOBAL pyannote.audio.core.model.Introspection",
                "kaixxx/noScribe#252",
            ),
            (
                "WeightsUnpickler error: Unsupported class omegaconf.listconfig.ListConfig",
                "meta-pytorch/torchtune#1142",
            ),
        ),
    ),
    symptom(
        "packages.other-whisper",
        r"module 'whisper' has no attribute",
        "The package called whisper is another one (of a database); the speech recogniser is openai-whisper.",
        by_hand(text("Remove the other one first: python -m pip uninstall whisper")),
        weight=Weight.SHARP,
        needs=("openai-whisper",),
        seen=(
            (
                "AttributeError: module 'whisper' has no attribute '__version__'",
                "RayVentura/ShortGPT#32",
            ),
        ),
    ),
    symptom(
        "files.no-such-file",
        r"Errno 2\] No such file or directory: b?['\"](?!\S*(?:gcc|clang|ffmpeg|ffprobe|cc)['\"])|\[Errno 2\] (?:Не удается найти|Нет такого файла)"
        r"|File at [^\n]{1,250} does not exist|failed to open GGUF file|NO_SUCHFILE|WinError 3\]",
        "A path was given at which there is nothing: misspelled, meant from another folder, or a file that an "
        "earlier step should have written and did not.",
        by_hand(
            text(
                "Look whether the file stands there; in Python write a Windows path as r'C:\\path' or with /"
            )
        ),
        weight=Weight.VAGUE,
        unless=r"Could not install packages due to",
        apart="If it is a file of a package, or in a cache, that one is damaged: install or download it anew.",
        seen=(
            (
                "FileNotFoundError: [Errno 2] No such file or directory: 'D:/Work/data/output.srt'",
                "m-bain/whisperX#363",
            ),
            (
                "File at `E:\\AI MODELS\\segmentation-3.0.onnx` does not exist",
                "thewh1teagle/vibe#477",
            ),
            (
                "gguf_init_from_file: failed to open GGUF file\nfailed to initialize diarizer ... failed to load GGUF model",
                "thewh1teagle/vibe#1583",
            ),
        ),
    ),
    symptom(
        "files.link-loop",
        r"Errno 40\] Too many levels|Symlink loop from|WinError 1921\b|Errno 62\] Too many levels",
        "A link leads to itself: speechbrain was given the same folder as the place of the model and as savedir.",
        by_hand(text("Name another folder as savedir, and delete the broken link")),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 1921] The name of the file cannot be resolved by the system: "
                "'\\\\content\\\\hparams_inference.yaml'",
                "speechbrain/speechbrain#1755",
            ),
            (
                'File "/speechbrain/pretrained/interfaces.py", line 235, in from_hparams\n'
                "OSError: [Errno 40] Too many levels of symbolic links: 'hyperparams.yaml'",
                "speechbrain/speechbrain#890",
            ),
        ),
    ),
    symptom(
        "packages.own-name",
        r"(?:partially initialized module|cannot import name '[^']+' from partially initialized module) '(?P<module>\w+)[^\n]*circular import",
        "Most often a file of your own is called {module}, like the package, and hides it; or the first import of {module} failed, and "
        "a second one finds only what was left of it: then the first error is the cause.",
        shared_remedies.RENAME_OWN,
        weight=Weight.SHARP,
        apart="The path in the message tells: your own folder, or site-packages, where the installation is damaged.",
        seen=(
            (
                "AttributeError: partially initialized module 'torch' has no attribute 'Tensor' (most likely due to a "
                "circular import)",
                "https://docs.python.org/3/faq/programming.html",
            ),
        ),
    ),
    symptom(
        "packages.torch-hollow",
        r"module 'torch' has no attribute '(?:__version__|Tensor|nn|cuda|tensor|device)'|cannot import name '\w+' from 'torch' \(unknown location\)",
        "Of torch only an empty folder is left, from an installation that was interrupted.",
        common_remedies.uninstall("torch"),
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        looks=("packages.torch",),
        seen=(
            (
                "AttributeError: module 'torch' has no attribute '__version__'",
                "https://pytorch.org/get-started/locally/",
            ),
        ),
    ),
    symptom(
        "packages.cut",
        r"file too short|invalid ELF header|ELF load command|cannot read file data"
        r"|error 0xc1\b|0xC000007B"
        r"|truncated file|file data: Is a directory|mach-o, but wrong architecture|incompatible architecture \(have",
        "A compiled file of the package is cut (an interrupted installation, a full disk, a virus "
        "scanner), or was built for another kind of processor.",
        shared_remedies.TORCH,
        weight=Weight.SHARP,
        number=193,
        seen=(
            (
                "ImportError: /x/torch/lib/libtorch_cpu.so: file too short",
                "https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-",
            ),
        ),
    ),
    symptom(
        "disk.read-only",
        r"Read-only file system|Errno 30\b",
        "That folder may only be read, whoever writes: a disk that was mounted so, or the image of a container.",
        by_hand(text("Make an environment where something may be written: python -m venv FOLDER")),
        weight=Weight.SHARP,
        unless=r"trying to write in your cache folder",
        looks=("disk.space",),
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: "
                "'/usr/local/lib/python3.9/site-packages/x'",
                "https://docs.python.org/3/library/errno.html",
            ),
        ),
    ),
)
