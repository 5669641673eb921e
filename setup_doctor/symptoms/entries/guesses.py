"""What is only likely: known by the kind of the error and by where it was raised, not by its words."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_IN_PACKAGE = r"(?:site|dist)-packages[\\/]+(?P<package>[A-Za-z]\w+)[\\/]"
_TOGETHER = by_hand(
    text(
        "Bring both to their newest versions in one command, or both to those that a page names together"
    )
)

GUESSES = (
    symptom(
        "audio.unreadable",
        r"Failed to load audio",
        "ffmpeg was started and gave no samples. Its last words, behind those of the program, say why; if there are none, it "
        "was itself stopped or kept from running.",
        by_hand(
            text("Try it alone, in the same window: ffmpeg -i RECORDING -ac 1 -ar 16000 test.wav")
        ),
        shared_remedies.DIARIZE,
        weight=Weight.VAGUE,
        seen=(
            (
                'File "C:\\x\\Lib\\site-packages\\whisperx\\audio.py", line 63, in load_audio\n'
                "RuntimeError: Failed to load audio: ",
                "JarodMica/beatrice_trainer_webui#1",
            ),
        ),
    ),
    symptom(
        "files.no-json",
        r"\bExpecting value: line 1 column 1 \(char 0\)",
        "What was read as JSON is empty or something else: a web page in place of a server's answer, or a file that was "
        "never written to its end.",
        by_hand(
            text(
                "Look at what was read: print(answer.text) of a server, or open the file in an editor; a cut file is made or"
                " downloaded anew"
            )
        ),
        weight=Weight.VAGUE,
        apart="The frame above json/decoder.py says who read it: requests, a server; open() or a config, a file.",
        looks=("huggingface.reach",),
        seen=(
            (
                "    data = r.json()\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
                "Vamsi995/Paraphrase-Generator#19",
            ),
            (
                "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
                "innnky/so-vits-svc#48",
            ),
        ),
    ),
    symptom(
        "files.other-letters",
        r"UnicodeDecodeError: 'utf-?8' codec can't decode byte",
        "A file was read as UTF-8 and is not written in it: most often it is in the code page of a Windows, or no text at all.",
        by_hand(
            text(
                'If it is a text: save it as UTF-8, or open(..., encoding="cp1251") with the code page that it has'
            )
        ),
        by_hand(text("If it is a recording or a model: it must be opened as such, not as text")),
        seen=(
            (
                "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xcf in position 0: invalid continuation byte",
                "https://docs.python.org/3/library/exceptions.html#UnicodeDecodeError",
            ),
        ),
    ),
    symptom(
        "python.no-variable",
        r"^KeyError: '(?P<variable>[A-Z][A-Z0-9_]{3,})'",
        "The program asks for the variable {variable} of the environment, and it is not set in this window.",
        by_hand(
            text(
                "Set it, and open a new window: setx {variable} VALUE (Windows), export {variable}=VALUE (elsewhere)",
                variable="...",
            )
        ),
        weight=Weight.VAGUE,
        where=r"\benviron\b|getenv|<frozen os>",
        looks=("huggingface.token",),
        seen=(
            (
                "token = os.environ[\"HF_TOKEN\"]\nKeyError: 'HF_TOKEN'",
                "https://docs.python.org/3/library/os.html#os.environ",
            ),
        ),
    ),
    symptom(
        "packages.too-old-for-python",
        r"mutable default <class '(?P<module>[\w.]+)'> for field \w+ is not allowed",
        "{distribution} is older than this Python: from 3.11 on a dataclass may not be written like that.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "ValueError: mutable default <class 'nemo.core.classes.mixins.adapter_mixin_strategies."
                "ResidualAddAdapterStrategyConfig'> for field adapter_strategy is not allowed: use default_factory",
                "MahmoudAshraf97/whisper-diarization#54",
            ),
        ),
    ),
    symptom(
        "audio.nothing-in-it",
        r"attempt to get arg(?:min|max) of an empty sequence|Found array with 0 (?:sample|feature)\(s\)|negative dimensions are not allowed"
        r"|need at least one array to (?:stack|concatenate)|^no active speech found in audio",
        "There was nothing to work with: the recording is empty or too short, no speech was found in it, or nothing of it was "
        "transcribed.",
        by_hand(
            text("Listen to the recording, and try `diarize FILE`: it says whether anybody speaks")
        ),
        by_hand(
            text(
                "Bring what raised it up to date: older versions fail where newer ones find nobody"
            )
        ),
        weight=Weight.VAGUE,
        seen=(
            (
                "ValueError: attempt to get argmin of an empty sequence",
                "kadirnar/whisper-plus#116",
            ),
            (
                "    clustered_segmentations = np.NAN * np.zeros(\nValueError: negative dimensions are not allowed",
                "pyannote/pyannote-audio#1166",
            ),
            (
                "ValueError: Found array with 0 feature(s) (shape=(40, 0)) while a minimum of 1 is required.",
                "tyiannak/pyAudioAnalysis#291",
            ),
        ),
    ),
    symptom(
        "packages.own-fault",
        r"^(?:NameError: name '(?P<what>\w+)' is not defined|UnboundLocalError: [^\n]*)$",
        "This was raised within {package} itself, so it is a fault of that version of it, and not of your code.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.VAGUE,
        where=_IN_PACKAGE.replace("?P<package>", "?:"),
        names=(_IN_PACKAGE,),
        seen=(
            (
                'File "/x/dist-packages/whisperx/asr.py", line 32, in <module>\n'
                "NameError: name 'WhisperModel' is not defined",
                "m-bain/whisperX#583",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"^AttributeError: (?:type object )?'(?P<object>\w+)' (?:object )?has no attribute '(?P<what>\w+)'",
        "{object} has no {what}: most often the code was written for another version of the package that {object} is from.",
        _TOGETHER,
        weight=Weight.VAGUE,
        where=_IN_PACKAGE.replace("?P<package>", "?:"),
        unless=r"'(?:NoneType|str|int|float|list|dict|tuple|bytes)' object has",
        apart="If it is an object of your own code, look there; else print the version of its package and look for {what} in "
        "the notes on its versions.",
        looks=("packages.combination",),
        seen=(
            (
                'File "/x/site-packages/whisperx/diarize.py", line 20, in __call__\n'
                "AttributeError: 'Pipeline' object has no attribute 'segment_batch'",
                "https://docs.python.org/3/library/exceptions.html#AttributeError",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"^TypeError: (?P<what>[\w.]+)\(\) (?:missing \d+ required|takes (?:exactly |from )?\d+)[^\n]*argument",
        "{what} is called with other arguments than it takes: most often what calls it was written for another version.",
        _TOGETHER,
        weight=Weight.VAGUE,
        where=_IN_PACKAGE.replace("?P<package>", "?:"),
        looks=("packages.combination",),
        seen=(
            (
                'File "/x/site-packages/speechbrain/inference/classifiers.py", line 5, in f\n'
                "TypeError: load_collected() missing 1 required positional argument: 'device'",
                "https://docs.python.org/3/library/exceptions.html#TypeError",
            ),
        ),
    ),
    symptom(
        "cuda.error",
        r"\bcu(?:FFT|SOLVER|SPARSE|RAND|BLAS|DNN) (?:error|failed)|CU(?:FFT|SOLVER|SPARSE|RAND)_\w+|NVML: Driver/library version mismatch",
        "A part of CUDA failed: the build of torch is often too old for the card, or the driver for the build.",
        shared_remedies.ONE_SOURCE,
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.VAGUE,
        apart="CUFFT_INTERNAL_ERROR on a new card: a torch for CUDA 11.8 or newer helps. Version mismatch: restart the computer.",
        looks=("packages.devices",),
        seen=(("RuntimeError: cuFFT error: CUFFT_INTERNAL_ERROR", "absadiki/subsai#131"),),
    ),
    symptom(
        "audio.unreadable",
        r"Malformed soundfile|Soundfile is either not in the correct format or is malformed|ffmpeg failed to (?:resample|load|decode|read)"
        r"|LibsndfileError: Error opening",
        "The recording could not be decoded: it is cut, empty, of another kind than its ending says, or ffmpeg cannot read it "
        "through a pipe (mp4 and m4a whose table stands at the end).",
        shared_remedies.WAV,
        shared_remedies.DIARIZE,
        seen=(
            ("ValueError: Malformed soundfile", "huggingface/transformers#21394"),
            (
                "Error processing file J:\\1.wav: ffmpeg failed to resample the input audio file, make sure ffmpeg is "
                "compiled properly! (1/3)",
                "BBC-Esq/WhisperS2T-transcriber#3",
            ),
        ),
    ),
    symptom(
        "audio.shapes",
        r"size of tensor a \(\d+\) must match the size of tensor b|mat1 and mat2 shapes cannot be multiplied"
        r"|Got invalid dimensions for input|Expected \d+D \(un",
        "What is given to the network has another shape than it takes: another number of channels, another sampling rate, or "
        "the input of another version of the model.",
        by_hand(
            text(
                "Give it one channel of 16 kHz, as float32: ffmpeg -i INPUT -ac 1 -ar 16000 output.wav"
            )
        ),
        weight=Weight.VAGUE,
        seen=(
            (
                "RuntimeError: The size of tensor a (10) must match the size of tensor b (12) at non-singleton dimension 1",
                "https://docs.pytorch.org/docs/stable/notes/broadcasting.html",
            ),
        ),
    ),
)
