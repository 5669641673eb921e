"""Code and packages of different ages: what one calls is called otherwise in the other."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

AGES = (
    symptom(
        "packages.protobuf",
        r"Descriptors (?:cannot|should) not (?:not )?be created directly|Descriptors cannot be created directly"
        r"|MessageFactory' object has no attribute 'GetPrototype'|cannot import name '(?:builder|runtime_version)' from 'google\.protobuf",
        "A package brings files that were made for another protobuf than the installed one.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.SHARP,
        needs=("protobuf<3.21",),
        apart="`builder` or `runtime_version` missing means that protobuf is too old: upgrade it instead.",
        seen=(
            (
                'File "/x/site-packages/google/protobuf/descriptor.py", line 560, in __new__\n'
                "TypeError: Descriptors cannot not be created directly.\nIf this call came from a _pb2.py file, your "
                "generated code is out of date and must be regenerated with protoc >= 3.19.0.",
                "optuna/optuna-examples#116",
            ),
            (
                "TypeError: Descriptors should not be created directly, but only retrieved from their parent.",
                "victordibia/handtracking#38",
            ),
        ),
    ),
    symptom(
        "packages.numba-old",
        r"guvectorize\(\) missing 1 required positional argument",
        "The installed numba is older than resampy or librosa wants.",
        shared_remedies.LIGHT,
        weight=Weight.SHARP,
        needs=("numba>=0.61", "llvmlite>=0.44"),
        seen=(
            (
                'File "/x/site-packages/resampy/__init__.py", line 7, in <module>\n'
                "TypeError: guvectorize() missing 1 required positional argument: 'signature'",
                "yzhou359/MakeItTalk#70",
            ),
        ),
    ),
    symptom(
        "packages.llvmlite-hollow",
        r"Could not (?:load shared object file:|find module) [^\n]*?(?:lib)?llvmlite\.[ds]|LLVMPY_AddSymbol",
        "llvmlite, which librosa needs by way of numba, came without its compiled part, or with one for another "
        "machine.",
        shared_remedies.LIGHT,
        by_hand(
            text(
                "Install it anew as a wheel: python -m pip install --force-reinstall --only-binary :all: llvmlite numba"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: Could not load shared object file: libllvmlite.so",
                "librosa/librosa#1116",
            ),
        ),
    ),
    symptom(
        "packages.torch-hub",
        r"\bload\(\) missing 1 required positional argument: '(?:github|repo_or_dir)'",
        "torch.hub.load names its first argument repo_or_dir, and github in a torch older than 1.7; code and torch "
        "are of different ages.",
        by_hand(
            text("Give it without a name: torch.hub.load('snakers4/silero-vad', 'silero_vad')")
        ),
        by_hand(text("Or without torch.hub: python -m pip install silero-vad")),
        weight=Weight.SHARP,
        seen=(
            (
                "TypeError: load() missing 1 required positional argument: 'github'",
                "snakers4/silero-vad#30",
            ),
        ),
    ),
    symptom(
        "packages.torch-file-newer",
        r"isTuple\(\) ?INTERNAL ASSERT FAILED|Expected Tuple but got \w+|kMaxSupportedFileFormatVersion"
        r"|produced by a newer version of PyTorch|Unknown (?:builtin op|type name)[^\n]*torch",
        "The file of the model was written by a newer torch than the installed one.",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        needs=("torch>=2.6", "torchaudio>=2.6"),
        seen=(
            (
                "terminate called after throwing an instance of 'c10::Error'\n  what():  isTuple()INTERNAL ASSERT FAILED "
                'at "/pytorch/aten/src/ATen/core/ivalue_inl.h":1306, please report a bug to PyTorch. Expected Tuple but '
                "got String",
                "snakers4/silero-vad#252",
            ),
        ),
    ),
    symptom(
        "windows.no-signal",
        r"module 'signal' has no attribute 'SIG\w+'",
        "The package was written for Linux, and Windows has no such signal. The processor is not the reason, "
        "whatever Python proposes.",
        by_hand(text("At the top of the program: import signal; signal.SIGKILL = signal.SIGTERM")),
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.SHARP,
        seen=(
            (
                'File "C:\\x\\lib\\site-packages\\nemo\\utils\\exp_manager.py", line 170, in FaultToleranceParams\n'
                "AttributeError: module 'signal' has no attribute 'SIGKILL'. Did you mean: 'SIGILL'?",
                "NVIDIA-NeMo/Speech#12858",
            ),
            (
                "AttributeError: module 'signal' has no attribute 'SIGKILL'. Did you mean: \n'SIGILL'?",
                "TalkBank/batchalign2#30",
            ),
        ),
    ),
    symptom(
        "packages.silero-old",
        r"has no attribute 'list_audio_backends'",
        "torchaudio 2.9 dropped its backends, which a silero-vad older than 6.1 still asks for.",
        weight=Weight.SHARP,
        where=r"silero_vad[\\/]",
        needs=("silero-vad>=6.1",),
        seen=(
            (
                "File .venv/lib/python3.13/site-packages/silero_vad/utils_vad.py:139, in read_audio(path, sampling_rate)\n"
                "AttributeError: module 'torchaudio' has no attribute 'list_audio_backends'",
                "snakers4/silero-vad#715",
            ),
        ),
    ),
    symptom(
        "models.other-kind",
        r"Need (?:hparams|modules)\['",
        "The model is of another kind than the class of speechbrain that loads it.",
        by_hand(text("Take the class and the model that stand together on the page of the model")),
        weight=Weight.SHARP,
        seen=(
            (
                'File "c:\\x\\speechbrain\\pretrained\\interfaces.py", line 239, in __init__\n'
                "ValueError: Need hparams['tokenizer']",
                "speechbrain/speechbrain#2097",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-device",
        r"'(?:int|str)' object has no attribute 'type'|`?device`? must be an instance of `?torch\.device",
        "pyannote wants the device as torch.device, and got a number or a word.",
        by_hand(text('Write: pipeline.to(torch.device("cuda")), or torch.device("cpu")')),
        weight=Weight.SHARP,
        where=r"pyannote|torch\.device",
        seen=(
            (
                'File "/x/site-packages/pyannote/audio/utils/reproducibility.py", line 69, in fix_reproducibility\n'
                "    if (device.type == \"cuda\") and (\nAttributeError: 'int' object has no attribute 'type'",
                "pyannote/pyannote-audio#1354",
            ),
        ),
    ),
    symptom(
        "huggingface.token-unquoted",
        r"NameError: name 'hf_",
        "The token stands in the code without quotes, so that Python takes it for a name.",
        by_hand(text('Write token="hf_...", or leave it out of the code: setup-doctor token set')),
        weight=Weight.SHARP,
        apart="A token that was shown to others in an error or a screenshot is known: make a new one.",
        seen=(("NameError: name 'hf_...' is not defined", "m-bain/whisperX#662"),),
    ),
    symptom(
        "packages.nemo-old",
        r"Model instantiation failed!|unexpected keyword argument|is not in struct",
        "The file of the model asks for what the installed NeMo does not know: it was made with a newer one.",
        by_hand(
            text("If the newest does not know it either: the page of the model names its NeMo")
        ),
        weight=Weight.SHARP,
        where=r"\[NeMo E|Target class: *nemo\.|call to target 'nemo\.",
        needs=("nemo_toolkit[asr]",),
        seen=(
            (
                "[NeMo E 2025-08-21 19:44:40 nemo_logging:417] Model instantiation failed!\n    Error(s):   Error in call to "
                "target 'nemo.collections.asr.modules.sortformer_modules.SortformerModules':\n    "
                "TypeError(\"SortformerModules.__init__() got an unexpected keyword argument 'spkcache_update_period'\")",
                "MahmoudAshraf97/whisper-diarization#342",
            ),
            (
                "[NeMo E 2024-02-20 13:28:37 common:505] Model instantiation failed!\n    Error(s):   Key 'speaker_model_cfg' "
                "is not in struct",
                "NVIDIA-NeMo/Speech#8463",
            ),
        ),
    ),
)
