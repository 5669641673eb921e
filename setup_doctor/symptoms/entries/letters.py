"""Letters that a library, a file or the console cannot take."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

LETTERS = (
    symptom(
        "windows.not-ascii",
        r"Unable to open file 'model\.bin' in model '[^'\n]*[^\x00-\x7f\n][^'\n]*'"
        r"|(?:Error opening|open file failed|failed to open|cannot open|Failed to open|No such file)[^\n]*[A-Za-z]:\\[^\n]*[^\x00-\x7f\n][^\n]*(?:System error|errno|ENOENT|$)"
        r"|errno: 42|Illegal byte sequence",
        "The path holds letters that the library cannot take, such as a Russian or Chinese user name.",
        shared_remedies.ASCII_CACHE,
        shared_remedies.ASCII,
        weight=Weight.SHARP,
        looks=("windows.user-folder",),
        seen=(
            (
                "RuntimeError: Unable to open file 'model.bin' in model 'C:\\Users\\Евгений\\.cache\\huggingface\\hub\\x'",
                "SYSTRAN/faster-whisper#238",
            ),
        ),
    ),
    symptom(
        "files.no-such-file",
        r"Error opening [^\n]*: System error",
        "The recording is not there, or may not be opened: the path is misspelled, is meant from another folder, or another program "
        "holds the file.",
        by_hand(
            text("Copy the path: in Explorer, Shift and right click on the file, Copy as path")
        ),
        by_hand(text("In Python write it as r'C:\\path' or with /")),
        weight=Weight.SHARP,
        unless=r"Error opening [^\n]*[A-Za-z]:\\[^\n]*[^\x00-\x7f\n][^\n]*System error",
        seen=(
            (
                "soundfile.LibsndfileError: Error opening 'C:\\x\\meeting.wav': System error.",
                "bastibe/python-soundfile#389",
            ),
        ),
    ),
    symptom(
        "models.file-gone",
        r"Unable to open file 'model\.bin' in model",
        "The folder of the model is there, and its largest file is not: an interrupted download.",
        shared_remedies.AGAIN_FRESH,
        weight=Weight.VAGUE,
        seen=(
            (
                "RuntimeError: Unable to open file 'model.bin' in model '/x/models--Systran--faster-whisper-large-v3'",
                "SYSTRAN/faster-whisper#238",
            ),
        ),
    ),
    symptom(
        "python.utf8",
        r"'(?:charmap|gbk|cp\d{3,4}|ascii|euc_kr|shift_jis|big5|mbcs)' codec can't (?:de|en)code",
        "A file or the console is read or written in the code page of this Windows instead of UTF-8.",
        shared_remedies.UTF8,
        looks=("windows.code-page",),
        seen=(
            (
                "UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 1512: character maps to <undefined>",
                "k2-fsa/sherpa#850",
            ),
            (
                "UnicodeDecodeError: 'gbk' codec can't decode byte 0x82 in position 9931: illegal multibyte sequence",
                "RaphaelOlivier/robust_speech#4",
            ),
            (
                "UnicodeEncodeError: 'charmap' codec can't encode character '\\u2713' in position 0",
                "Textualize/rich#2411",
            ),
        ),
    ),
    symptom(
        "python.backslash",
        r"unicodeescape' codec can't decode bytes|truncated \\UXXXXXXXX|invalid escape sequence '\\",
        "In Python a backslash in a path begins a sign of its own: C:\\Users holds one.",
        by_hand(text('Write r"C:\\Users\\..." with an r before it, or slashes: "C:/Users/..."')),
        weight=Weight.SHARP,
        seen=(
            (
                "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
                "https://docs.python.org/3/howto/unicode.html",
            ),
        ),
    ),
)
