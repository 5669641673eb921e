"""What decodes recordings: torchcodec, FFmpeg, libsndfile."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_TELL = (
    '"Could not find module" means FFmpeg\'s DLLs; "procedure", "undefined symbol" or "Could not load this '
    'library" for every version mean another torch.'
)
_FOR_OTHERS = by_hand(text("For programs of your own: winget install --id Gyan.FFmpeg.Shared -e"))

# What starts ffmpeg without naming it in the error.
CALLS_FFMPEG = (
    r"ffmpeg|load_audio|log_mel_spectrogram|whisper\w*[\\/](?:audio|transcribe)\.py|pydub"
)

CODECS = (
    symptom(
        "packages.torchcodec",
        r"name 'Audio(?:Decoder|StreamMetadata|Samples)' is not defined",
        "pyannote was given a path, and reads files through torchcodec, which could not be loaded: the warning before this "
        "error says why.",
        shared_remedies.NO_FFMPEG,
        _FOR_OTHERS,
        weight=Weight.SHARP,
        apart=_TELL,
        looks=("packages.torchcodec", "packages.ffmpeg", "packages.builds"),
        seen=(("NameError: name 'AudioDecoder' is not defined", "pyannote/pyannote-audio#1979"),),
    ),
    symptom(
        "packages.torchcodec-cuda",
        r"lib(?:npp|nvcuvid|nvrtc|cudart)\w*\.so[\d.]*: cannot open",
        "This torchcodec was built for CUDA and finds no libraries of CUDA; FFmpeg is not what lacks. diarizer does without it: "
        "it decodes by itself and hands pyannote the samples.",
        by_hand(
            text(
                "Install torchcodec from where torch came: with --index-url https://download.pytorch.org/whl/cpu, or the one of "
                "your CUDA"
            )
        ),
        weight=Weight.SHARP,
        where=r"libtorchcodec",
        looks=("packages.builds",),
        seen=(
            (
                "[start of libtorchcodec loading traceback]\nFFmpeg version 8: libnppicc.so.12: cannot open shared object file: "
                "No such file or directory",
                "meta-pytorch/torchcodec#1257",
            ),
        ),
    ),
    symptom(
        "packages.torchcodec",
        r"Could not load this library: \S*libtorchcodec_core\d",
        "torchcodec could not be loaded, and from 2.9 on torch does not say why: FFmpeg's shared libraries are missing, or it was "
        "built for another torch. diarizer does without it: it decodes by itself and hands pyannote the samples.",
        shared_remedies.NO_FFMPEG,
        _FOR_OTHERS,
        weight=Weight.SHARP,
        where=r"PyTorch version \((?:2\.(?:9|[1-9]\d)|[3-9])\b",
        unless=r"undefined symbol|WinError 127\b|Symbol not found",
        apart="setup-doctor check --only packages.builds says whether they fit each other; if so, it is FFmpeg.",
        looks=("packages.torchcodec", "packages.ffmpeg", "packages.builds"),
        seen=(
            (
                "2. The PyTorch version (2.9.1+cu130) is not compatible with this version of TorchCodec.\nFFmpeg version 8: Could "
                "not load this library: G:\\x\\torchcodec\\libtorchcodec_core8.dll",
                "meta-pytorch/torchcodec#1143",
            ),
        ),
    ),
    symptom(
        "packages.torchcodec-mismatch",
        r"libtorchcodec[\s\S]{0,400}(?:WinError 127\b|undefined symbol(?!: (?:av|sw)[a-z]*_)|specified procedure|указанная процедура)"
        r"|[?@]\w+@(?:c10|at)@@[^\n]{0,80}[\s\S]{0,80}libtorchcodec"
        r"|Could not load this library: \S*libtorchcodec_core\d|Could not run 'torchcodec_ns::",
        "torchcodec was built for another torch. diarizer does without it: it decodes by "
        "itself and hands pyannote the samples.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        apart=_TELL,
        looks=("packages.builds", "packages.torchcodec"),
        needs=("torchcodec", "torch", "torchaudio"),
        seen=(
            (
                "RuntimeError: Could not load libtorchcodec. Likely causes: ... undefined symbol: _ZN3c1013MessageLogger",
                "meta-pytorch/torchcodec#1233",
            ),
            (
                "OSError: Could not load this library: /x/torchcodec/libtorchcodec_core7.so",
                "ace-step/ACE-Step-1.5#685",
            ),
            (
                "Could not run 'torchcodec_ns::create_from_tensor' with arguments from the 'CPU' backend.",
                "meta-pytorch/torchcodec#795",
            ),
        ),
    ),
    symptom(
        "packages.torchcodec-missing",
        r"TorchCodec is required for|No module named '?torchcodec(?![\w.])|requires the TorchCodec|install ['\"`]?torchcodec\b",
        "torchaudio 2.9 and newer, and pyannote 4, read files through torchcodec, which is not installed.",
        shared_remedies.PYANNOTE,
        shared_remedies.NO_FFMPEG,
        weight=Weight.SHARP,
        needs=("torchcodec",),
        seen=(
            (
                "ImportError: TorchCodec is required for load_with_torchcodec. Please install torchcodec to use this "
                "function.",
                "OpenBMB/VoxCPM#139",
            ),
            (
                "* fix torchcodec installation. Error message was:\nNo module named 'torchcodec'",
                "SubtitleEdit/subtitleedit#15206",
            ),
            (
                "ImportError: To support decoding audio data, please install 'torchcodec'.",
                "huggingface/datasets#7707",
            ),
        ),
    ),
    symptom(
        "packages.torchcodec",
        r"torchcodec is not installed correctly|Could not load libtorchcodec"
        r"|Could not find module '[^'\n]*libtorchcodec_core|libtorchcodec_[^\n]*Library not loaded: @rpath/lib(?:av|sw)",
        "torchcodec did not find FFmpeg's shared libraries. diarizer does without it: it decodes by "
        "itself and hands pyannote the samples.",
        shared_remedies.NO_FFMPEG,
        _FOR_OTHERS,
        apart=_TELL,
        looks=("packages.ffmpeg", "packages.torchcodec"),
        seen=(
            (
                "OSError: dlopen(/x/site-packages/torchcodec/libtorchcodec_core9.dylib, 0x0006): Library not loaded: "
                "@rpath/libavutil.61.dylib",
                "meta-pytorch/torchcodec#1631",
            ),
            (
                "RuntimeError: Could not load libtorchcodec. Likely causes: 1. FFmpeg is not properly installed in your "
                "environment.",
                "pyannote/pyannote-audio#1940",
            ),
        ),
    ),
    symptom(
        "packages.ffmpeg-other",
        r"undefined symbol: (?:av|sw)[a-z]*_\w+|frame has \d+ channels, expected \d|buggy FFmpeg version",
        "torchcodec found an FFmpeg of another version than it goes with; FFmpeg 4 is too old for some recordings.",
        shared_remedies.NO_FFMPEG,
        by_hand(
            text(
                'For programs of your own, a newer one: conda install -c conda-forge "ffmpeg<8", or apt, brew, winget'
            )
        ),
        weight=Weight.SHARP,
        looks=("packages.ffmpeg", "packages.torchcodec"),
        needs=("torchcodec>=0.8",),
        seen=(
            (
                "FFmpeg version 4: /x/torchcodec/libtorchcodec_decoder4.so: undefined symbol: av_channel_layout_default",
                "meta-pytorch/torchcodec#751",
            ),
            (
                "RuntimeError: The frame has 0 channels, expected 1. If you are hitting this, it may be because you are "
                "using a buggy FFmpeg version.",
                "meta-pytorch/torchcodec#843",
            ),
        ),
    ),
    symptom(
        "audio.no-ffmpeg",
        r"No such file or directory: '(?:ffmpeg|ffprobe)'|Couldn't find ff(?:mpeg|probe)|\[no such command: ff(?:mpeg|probe)\]"
        r"|ffmpeg (?:was |is )?not (?:found|installed)|please install ffmpeg|No ffmpeg exe could be found",
        "The program calls ffmpeg, which is not installed or not on PATH. The recording itself is there.",
        shared_remedies.FFMPEG,
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeWarning: Couldn't find ffmpeg or avconv - defaulting to ffmpeg, but may not work",
                "mallorbc/whisper_mic#9",
            ),
            (
                "FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'",
                "linto-ai/whisper-timestamped#236",
            ),
        ),
    ),
    symptom(
        "audio.no-ffmpeg",
        r"WinError 2\]",
        "The program calls ffmpeg, which is not installed or not on PATH. The recording itself is there.",
        shared_remedies.FFMPEG,
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        where=CALLS_FFMPEG,
        unless=r"pip-install-|builds-v0|build_meta|setup\.py egg_info",
        apart="If the line above names another program than ffmpeg, that one is missing.",
        seen=(
            (
                'File "C:\\x\\lib\\site-packages\\ffmpeg\\_run.py", line 284, in run_async\n'
                "FileNotFoundError: [WinError 2] Не удается найти указанный файл",
                "davabase/whisper_real_time#11",
            ),
            (
                'File "C:\\x\\lib\\site-packages\\whisper\\audio.py", line 58, in load_audio\n'
                "FileNotFoundError: [WinError 2] 系统找不到指定的文件。",
                "yuvraj108c/ComfyUI-Whisper#14",
            ),
            (
                'File "C:\\PROGRA~2\\FASTER~1\\ffmpeg\\_run.py", line 284, in run_async\n'
                "FileNotFoundError: [WinError 2] 系统找不到指定的文件。",
                "CheshireCC/faster-whisper-GUI#191",
            ),
        ),
    ),
    symptom(
        "audio.no-libsndfile",
        r"sndfile library not found|cannot load library '[^'\n]*libsndfile|No module named '_soundfile_data'|libsndfile\S* cannot open shared|called 'sndfile'",
        "soundfile came without libsndfile, which reads the files.",
        by_hand(text("Install it anew as a wheel; on Linux also: apt install libsndfile1")),
        weight=Weight.SHARP,
        needs=("soundfile",),
        looks=("packages.audio",),
        seen=(
            ("OSError: sndfile library not found", "CorentinJ/Real-Time-Voice-Cloning#270"),
            (
                "OSError: ctypes.util.find_library() did not manage to locate a library called 'sndfile'",
                "artificial-audio/pyFDN#101",
            ),
            (
                "OSError: cannot load library 'libsndfile.so': libsndfile.so: cannot open shared object file",
                "Tencent-Hunyuan/HunyuanVideo-Avatar#21",
            ),
            (
                "OSError: cannot load library '/x/_soundfile_data/libsndfile.dylib': dlopen(/x/libsndfile.dylib, 0x0002): "
                "tried: '/usr/lib/libsndfile.dylib' (no such file)",
                "bastibe/python-soundfile#324",
            ),
        ),
    ),
)
