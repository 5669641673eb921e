"""What whisper and the programs around it say of words, their times and who said them."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

ALIGNING = (
    symptom(
        "harmless.no-torchvision",
        r"torchvision is not available - cannot save figures",
        "That is for pictures of a training alone.",
        shared_remedies.NOTHING,
        weight=Weight.HARMLESS,
        seen=(
            ("torchvision is not available - cannot save figures", "jim60105/docker-whisperX#27"),
        ),
    ),
    symptom(
        "programs.option-empty",
        r"error: argument (?P<option>-[\w/, -]*?\w): expected (?:one|at least one) argument",
        "Behind {option} there was nothing: the variable that should have filled it is empty, or its value begins with a dash.",
        by_hand(
            text("Write the value itself behind {option}, or set the variable first", option="...")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "transcribe.py: error: argument --HF_TOKEN: expected one argument",
                "rishikanthc/Scriberr#45",
            ),
        ),
    ),
    symptom(
        "audio.no-track",
        r"Output file (?:#\d|\S+)? ?does not contain any stream",
        "ffmpeg found no sound in the file: it is a video without sound, or a picture.",
        by_hand(text("Look what is in it: ffprobe FILE; a line with Audio has to be there")),
        weight=Weight.SHARP,
        seen=(("Output file #0 does not contain any stream", "https://ffmpeg.org/ffmpeg.html"),),
    ),
    symptom(
        "programs.ffmpeg-option",
        r"Unrecognized option '(?P<option>[^'\n]+)'|Error splitting the argument list",
        "ffmpeg does not know an option of the line: a blank lacks, or it is misspelled.",
        shared_remedies.WAV,
        weight=Weight.SHARP,
        seen=(
            (
                "Unrecognized option 'ar16000'.\nError splitting the argument list: Option not found",
                "https://ffmpeg.org/ffmpeg.html",
            ),
        ),
    ),
    symptom(
        "whisperx.no-align-model",
        r"No default align-model for language: (?P<language>\w+)",
        "whisperx knows no model that finds the times of words for the language {language}.",
        by_hand(text("Go without the times of words: whisperx FILE --no_align")),
        by_hand(
            text("Or name a wav2vec2 model for it: --align_model NAME"),
            f"{shared_remedies.HUGGING_FACE}/models?search=wav2vec2",
        ),
        by_hand(text("If the language was guessed wrongly, name it: --language en")),
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: No default align-model for language: tl",
                "MahmoudAshraf97/whisper-diarization#46",
            ),
        ),
    ),
    symptom(
        "whisperx.align-model",
        r"KeyError: '(?P<language>\w+)'",
        "whisperx was given a model of its user's for the language {language}, and looks for it in the list of its own.",
        by_hand(
            text("Leave the name of the model out: whisperx has its own for the usual languages")
        ),
        weight=Weight.SHARP,
        where=r"DEFAULT_ALIGN_MODELS_(?:HF|TORCH)\[",
        needs=("whisperx",),
        seen=(
            (
                "--> 129         DEFAULT_ALIGN_MODELS_HF[model_lang])\n\nKeyError: 'en'",
                "m-bain/whisperX#868",
            ),
        ),
    ),
    symptom(
        "whisperx.align-model",
        r"The chosen align_model \"?(?P<name>[\w./-]+)\"? could not be found",
        "whisperx could not load the model {name}, and says so whatever the reason was: it has printed that above this error. Most "
        "often torch is older than 2.6, or Hugging Face was not reached.",
        by_hand(text("Paste the lines above it as well: the reason stands there")),
        weight=Weight.VAGUE,
        needs=("torch>=2.6",),
        looks=("huggingface.reach",),
        seen=(
            (
                'ValueError: The chosen align_model "jonatasgrosman/wav2vec2-large-xlsr-53-japanese" could not be found in '
                "huggingface (https://huggingface.co/models) or torchaudio",
                "m-bain/whisperX#1219",
            ),
        ),
    ),
    symptom(
        "harmless.not-aligned",
        r"Failed to align segment \([^\n]*resorting to original",
        "One passage has no times for its words, only for the whole of it; the rest is not touched.",
        shared_remedies.NOTHING,
        weight=Weight.HARMLESS,
        unless=r"Failed to align segment \(\"[!\s]{6,}\"\)",
        seen=(
            (
                'Failed to align segment (" you"): backtrack failed, resorting to original...',
                "m-bain/whisperX#404",
            ),
        ),
    ),
    symptom(
        "audio.nothing-in-it",
        r"IndexError: list index out of range",
        "The diarization found nobody: the recording is silent, music, or too short, and the program counts on at least one turn.",
        by_hand(
            text("Listen to the recording, and try `diarize FILE`: it says whether anybody speaks")
        ),
        weight=Weight.VAGUE,
        where=r"\bsegments\[0\]|diarization\[0\]",
        seen=(
            (
                "    prev_segment = cur_segment = segments[0]\nIndexError: list index out of range",
                "Vaibhavs10/insanely-fast-whisper#278",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-core-old",
        r"^(?:ValueError: )?Segments must not be empty\.?$",
        "pyannote.core up to 4.3 refuses a stretch that lasts no time at all; from 4.4 on it leaves such a one out. The recording is "
        "not the reason.",
        by_hand(text("Or bring diart itself up to date")),
        weight=Weight.SHARP,
        needs=("pyannote.core>=4.4",),
        seen=(("ValueError: Segments must not be empty.", "juanmc2005/diart#23"),),
    ),
    symptom(
        "models.cut-whisper",
        r"Model has been downloaded but the SHA256 checksum does not",
        "The download of whisper's model was cut, or changed on its way.",
        by_hand(
            text(
                "Start the program again: it takes no file whose checksum is wrong, and fetches it anew"
            )
        ),
        shared_remedies.TRY_AGAIN,
        weight=Weight.SHARP,
        looks=("disk.space",),
        seen=(
            (
                "RuntimeError: Model has been downloaded but the SHA256 checksum does not not match. Please retry loading the model.",
                "fourTheorem/podwhisperer#18",
            ),
        ),
    ),
    symptom(
        "models.silero",
        r"Problem when installing silero with version",
        "whisper-timestamped fetches silero-vad from GitHub when it is first used, and that failed; the error before this one says "
        "why.",
        shared_remedies.LOOK_ABOVE,
        by_hand(text("Or go without: leave --vad out")),
        weight=Weight.VAGUE,
        seen=(
            (
                "RuntimeError: Problem when installing silero with version None. Check versions here: "
                "https://github.com/snakers4/silero-vad/wiki/Version-history-and-Available-Models",
                "linto-ai/whisper-timestamped#239",
            ),
        ),
    ),
    symptom(
        "huggingface.not-the-hub",
        r"Distant resource does not (?:seem to be on huggingface\.co|have a (?:Content-Length|ETag))",
        "An answer came, and not one of Hugging Face's: a mirror (HF_ENDPOINT) or a proxy of the network stands in between, and "
        "leaves out what the download goes by.",
        by_hand(text("Unset HF_ENDPOINT, or try once on another network")),
        weight=Weight.SHARP,
        needs=("huggingface_hub",),
        looks=("huggingface.reach",),
        seen=(
            (
                "OSError: Distant resource does not seem to be on huggingface.co. It is possible that a configuration issue prevents "
                "you from downloading resources from https://huggingface.co.",
                "huggingface/huggingface_hub#1670",
            ),
        ),
    ),
)
