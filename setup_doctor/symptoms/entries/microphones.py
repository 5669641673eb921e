"""Microphones: what PortAudio says, through sounddevice or PyAudio."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

_SETTINGS = by_hand(
    text("On Windows: start ms-settings:privacy-microphone, and let desktop apps access it")
)
_PIPE = by_hand(text("Without one: ffmpeg -i INPUT -f wav - | diarize --live -"))

MICROPHONES = (
    symptom(
        "microphone.none",
        r"Error querying device -1\b|No Default Input Device Available|ALSAAudioError: No such (?:file|device)",
        "There is no microphone: none is plugged in, or the system shows none to this program.",
        by_hand(text("Plug one in, or switch it on, and begin again.")),
        _SETTINGS,
        _PIPE,
        weight=Weight.SHARP,
        seen=(
            (
                "sounddevice.PortAudioError: Error querying device -1",
                "aiXander/Realtime_PyAudio_FFT#27",
            ),
            ("OSError: No Default Input Device Available", "PortAudio/portaudio#801"),
        ),
    ),
    symptom(
        "microphone.refused",
        r"Unanticipated host error[^\n]*-9999|PaErrorCode -9999\b|\[MME error 1\]",
        "Windows does not open the microphone: its privacy settings refuse it, or its driver fails.",
        _SETTINGS,
        looks=("windows.microphone", "packages.microphone-opens"),
        weight=Weight.SHARP,
        seen=(
            (
                "Error opening InputStream: Unanticipated host error [PaErrorCode -9999]: 'Undefined external "
                "error.' [MME error 1]",
                "spatialaudio/python-sounddevice#233",
            ),
        ),
    ),
    symptom(
        "microphone.taken",
        r"PaErrorCode -9985\b|\[Errno -9985\] Device unavailable|ALSAAudioError: Device or resource busy",
        "The microphone cannot be opened: another program has it, or it may not be used.",
        by_hand(text("Close the program that records, and begin again.")),
        _SETTINGS,
        looks=("windows.microphone", "packages.microphone-opens"),
        weight=Weight.SHARP,
        seen=(
            (
                "sounddevice.PortAudioError: Error opening InputStream: Device unavailable [PaErrorCode -9985]",
                "spatialaudio/python-sounddevice#173",
            ),
            (
                "sounddevice.PortAudioError: Error opening Stream: Device unavailable [PaErrorCode -9985]",
                "spatialaudio/python-sounddevice#390",
            ),
            ("OSError: [Errno -9985] Device unavailable", "PortAudio/portaudio#329"),
        ),
    ),
    symptom(
        "microphone.channels",
        r"PaErrorCode -9998\b|\[Errno -9998\] Invalid number of channels",
        "The device has fewer channels than were asked for; a loudspeaker has none to record from.",
        by_hand(
            text(
                "Ask for one channel, and for a device that python -m sounddevice lists with inputs"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "sounddevice.PortAudioError: Error opening InputStream: Invalid number of channels [PaErrorCode "
                "-9998]",
                "spatialaudio/python-sounddevice#304",
            ),
            ("OSError: [Errno -9998] Invalid number of channels", "Uberi/speech_recognition#437"),
        ),
    ),
    symptom(
        "microphone.rate",
        r"PaErrorCode -9997\b|\[Errno -9997\] Invalid sample rate",
        "The device does not record at the rate that was asked for. `diarize --live` takes the device's own "
        "then, and resamples.",
        by_hand(
            text(
                "Ask for the rate that the device lists as its own (default_samplerate), and resample"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "sounddevice.PortAudioError: Error opening RawInputStream: Invalid sample rate [PaErrorCode "
                "-9997]",
                "spatialaudio/python-sounddevice#124",
            ),
            ("IOError: [Errno -9997] Invalid sample rate", "Uberi/speech_recognition#94"),
        ),
    ),
    symptom(
        "microphone.device",
        r"PaErrorCode -9996\b|\[Errno -9996\] Invalid (?:(?:input|output) )?device",
        "There is no device of that number, or no default one: none is plugged in, or the system shows none "
        "to this program.",
        by_hand(
            text(
                "Choose one of those that python -m sounddevice lists; where it lists none, plug one in"
            )
        ),
        _SETTINGS,
        _PIPE,
        weight=Weight.SHARP,
        apart="WASAPI also says it of a rate that is not the device's own.",
        seen=(
            (
                "IOError: [Errno -9996] Invalid input device (no default output device)",
                "shichao-an/soundmeter#7",
            ),
            (
                "ERROR: Opening audio device failed. OSError: [Errno -9996] Invalid device",
                "PortAudio/portaudio#314",
            ),
        ),
    ),
    symptom(
        "microphone.internal",
        r"PaErrorCode -9986\b|\[Errno -9986\] Internal PortAudio error|AUHAL[^\n]*'-66748'",
        "PortAudio could not open the microphone: on macOS this program may not use it, elsewhere its driver "
        "fails.",
        by_hand(
            text(
                "On macOS: System Settings > Privacy & Security > Microphone, and let this terminal use it"
            )
        ),
        _PIPE,
        weight=Weight.SHARP,
        seen=(
            (
                "sounddevice.PortAudioError: Error opening InputStream: Internal PortAudio error [PaErrorCode "
                "-9986]",
                "spatialaudio/python-sounddevice#318",
            ),
            (
                "||PaMacCore (AUHAL)|| Error on line 1277: err='-66748', msg=Unknown Error",
                "PortAudio/portaudio#430",
            ),
        ),
    ),
    symptom(
        "microphone.portaudio",
        r"PortAudio library not found|cannot load library '[^'\n]*portaudio|libportaudio\S* cannot open shared"
        r"|portaudio\.h[^\n]{0,30}No such file",
        "The library PortAudio, through which sounddevice and PyAudio reach the microphone, is not there. "
        "Recordings can be diarized without it.",
        by_hand(
            text(
                "Install it: apt install libportaudio2, brew install portaudio; on Windows a wheel"
            )
        ),
        weight=Weight.SHARP,
        needs=("sounddevice",),
        seen=(
            (
                'File "sounddevice.py", line 71, in <module>\nOSError: PortAudio library not found',
                "Gemmstone/PyNGtuber#30",
            ),
        ),
    ),
    symptom(
        "microphone.other",
        r"PortAudioError|PaErrorCode -\d+|AUHAL component not found|\[Errno -99\d\d\]|No Default Input Device Available",
        "The microphone could not be opened: there is none, another program has it, or this program may not "
        "use it.",
        by_hand(
            text(
                "Look at Settings > Privacy > Microphone, close what uses it, and list what is there: "
                "python -m sounddevice"
            )
        ),
        weight=Weight.SHARP,
        apart="-9985 means that another program has it, -9996 or device -1 that there is none; over SSH and in "
        "containers there is none.",
        seen=(
            (
                "||PaMacCore (AUHAL)|| AUHAL component not found.Traceback (most recent call last):\n"
                "sounddevice.PortAudioError: <exception str() failed>",
                "juanmc2005/diart#115",
            ),
        ),
    ),
)
