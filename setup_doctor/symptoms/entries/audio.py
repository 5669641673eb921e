"""Recordings and what decodes them: torchcodec, FFmpeg, libsndfile, librosa."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

AUDIO = (
    symptom(
        "audio.format",
        r"NoBackendError|Format not recognised|File contains data in an unknown format|Error opening [^\n]{1,200}: File does not exist or is not a regular file"
        r"|no RIFF tag found|does not start with RIFF id|formats: None|Unsupported audio format|Failed to open the input [^\n]*(?:unsupported|Invalid)",
        "The library cannot read this kind of file, such as m4a, webm or wma without ffmpeg.",
        shared_remedies.WAV,
        shared_remedies.DIARIZE,
        seen=(
            (
                "soundfile.LibsndfileError: Error opening './test.m4a': Format not recognised.",
                "bastibe/python-soundfile#389",
            ),
            ("audioread.exceptions.NoBackendError", "beetbox/audioread#67"),
            (
                "sona-diarize: error: Ill-formed WAVE file: no RIFF tag found",
                "thewh1teagle/vibe#938",
            ),
            (
                "RuntimeError: Error opening 'a.mp3': File contains data in an unknown format.",
                "librosa/librosa#1506",
            ),
        ),
    ),
    symptom(
        "audio.no-backend",
        r"Couldn't find appropriate backend",
        "torchaudio brings no decoder of its own: for WAV and FLAC it needs soundfile, for MP3, M4A and video ffmpeg.",
        shared_remedies.WAV,
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        needs=("soundfile",),
        apart="The ending of the file in the message tells which of the two is wanted.",
        seen=(
            (
                "RuntimeError: Couldn't find appropriate backend to handle uri cut_original.wav and format None.",
                "facebookresearch/encodec#79",
            ),
            (
                "ERROR:root:google speech task failed: Couldn't find appropriate backend to handle uri <_io.BytesIO object at "
                "0x28dd8da90> and format mp3.",
                "livekit/agents#151",
            ),
        ),
    ),
    symptom(
        "audio.stereo-wanted",
        r"must be stereo for diarization",
        "The option of whisper.cpp takes each of two channels for one person; it does not tell voices apart.",
        shared_remedies.DIARIZE,
        weight=Weight.SHARP,
        seen=(
            (
                "read_wav: WAV file 'C:\\x\\ba0d1aae.wav' must be stereo for diarization",
                "SubtitleEdit/subtitleedit#8639",
            ),
        ),
    ),
    symptom(
        "audio.damaged",
        r"Invalid data found when processing input|moov atom not found|Header missing|Invalid argument[^\n]*\.(?:mp3|m4a|mp4|wav)|Error in WAV file|No 'data' chunk",
        "The recording is damaged, or was not written to its end.",
        by_hand(
            text(
                "Open it in a player; record or export it again, or mend it: ffmpeg -i INPUT -c copy new.mkv"
            )
        ),
        seen=(
            (
                "RuntimeError: Failed to load audio: Invalid data found when processing input",
                "https://ffmpeg.org/faq.html",
            ),
            (
                "soundfile.LibsndfileError: Error opening 'x.wav': Error in WAV file. No 'data' chunk marker.",
                "pyannote/pyannote-audio#1461",
            ),
            (
                "Error decoding file orig.ogg: Could not push packet to decoder: Invalid data found when processing input",
                "meta-pytorch/torchcodec#731",
            ),
        ),
    ),
    symptom(
        "audio.length",
        r"requested chunk [\s\S]{0,120}(?:resulted in \d+ samples|lies outside of)|instead of the expected \d+ samples"
        r"|Sizes of tensors must match except in dimension \d\. (?:Expected size|Got) \d{5,}",
        "The file says another length than it has, as MP3s with a variable rate do, or it is shorter than "
        "the window.",
        shared_remedies.WAV,
        shared_remedies.NO_FFMPEG,
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: requested chunk [136.206s, 136.647s] (frames #2179296 to #2186352) lies outside of file "
                "bounds [0., 136.640s]",
                "pyannote/pyannote-audio#1417",
            ),
            (
                "ValueError: requested chunk lies outside of file bounds",
                "pyannote/pyannote-audio#984",
            ),
            (
                "RuntimeError: Sizes of tensors must match except in dimension 0. Expected size 80000 but got size 79368 "
                "for tensor number 12 in the list.",
                "pyannote/pyannote-audio#1431",
            ),
        ),
    ),
    symptom(
        "audio.too-short",
        r"choose a window size \d+ that is \[2, ?\d+\]|Kernel size can't be greater than actual input size"
        r"|Calculated padded input size per channel|Padding size should be less than the corresponding input dimension"
        r"|zero-size array to reduction|input\.size\(-1\)|Expected more than 1 value per channel",
        "A piece of the recording is too short for the model: a clip of a few hundredths of a second, or an "
        "empty one.",
        by_hand(
            text("Leave out pieces shorter than half a second, or join them with their neighbours")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "AssertionError: choose a window size 400 that is [2, 160]",
                "https://docs.pytorch.org/audio/stable/compliance.kaldi.html",
            ),
        ),
    ),
    symptom(
        "audio.shape",
        r"'waveform' must be provided as a \(channel, time\)|only integer scalar arrays can be converted to a scalar index"
        r"|Expected \d+-dimensional input for|expected waveform|must be a \(channel, time\)|Tensors must have same number of dimensions: got 1 and 2",
        "The samples have another shape than is wanted: (channel, time), as a torch tensor.",
        by_hand(
            text("Mix to one channel first, and add a dimension: waveform.mean(0, keepdim=True)")
        ),
        seen=(
            (
                "ValueError: 'waveform' must be provided as a (channel, time) torch Tensor.",
                "https://github.com/pyannote/pyannote-audio/blob/main/src/pyannote/audio/core/io.py",
            ),
            (
                'File "/x/nemo/collections/asr/data/audio_to_label.py", line 184, in _vad_frame_seq_collate_fn\n'
                "RuntimeError: Tensors must have same number of dimensions: got 1 and 2",
                "MahmoudAshraf97/whisper-diarization#160",
            ),
        ),
    ),
    symptom(
        "audio.vad-frame",
        r"webrtcvad\.Error|Error while processing frame|_webrtcvad\.process\(",
        "webrtcvad takes frames of 10, 20 or 30 ms at 8, 16, 32 or 48 kHz, 16 bits, one channel; this was another.",
        shared_remedies.WAV,
        by_hand(text("Leave out the last frame when it is shorter than the others")),
        weight=Weight.SHARP,
        seen=(
            ("webrtcvad.Error: Error while processing frame", "wiseman/py-webrtcvad#83"),
            ("Error: Error while processing frame", "wiseman/py-webrtcvad#3"),
        ),
    ),
    symptom(
        "audio.rate-limits",
        r"The rate is too (?:high|low)",
        "Resemblyzer's rate, how many voices per second are measured, is out of its range; 1.3 is its default, 16 "
        "its finest.",
        by_hand(text("Call embed_utterance with a rate between 0.7 and 16")),
        seen=(
            ("AssertionError: The rate is too high", "https://github.com/resemble-ai/Resemblyzer"),
        ),
    ),
    symptom(
        "audio.librosa-changed",
        r"module 'librosa' has no attribute 'output'|get_duration\(\) got an unexpected keyword argument"
        r"|librosa[^\n]*has no attribute '(?:util|beat|onset)'|\b(?:mel|melspectrogram|stft|load|resample)\(\) takes \d+ positional arguments? but",
        "The code was written for an older librosa; today its arguments have names.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        needs=("librosa<0.10",),
        seen=(
            (
                "TypeError: mel() takes 0 positional arguments but 2 positional arguments were given",
                "https://librosa.org/doc/latest/changelog.html",
            ),
            (
                'File "C:\\voice\\encoder\\audio.py", line 58, in wav_to_mel_spectrogram\n'
                "TypeError: melspectrogram() takes 0 positional arguments but 2 positional arguments (and 2 keyword-only "
                "arguments) were given",
                "CorentinJ/Real-Time-Voice-Cloning#1247",
            ),
        ),
    ),
    symptom(
        "audio.numba-cache",
        r"no locator available for file|cannot cache function '",
        "numba, which librosa uses, finds no folder into which it may write.",
        by_hand(text("Set NUMBA_CACHE_DIR to a folder of your own")),
        shared_remedies.LIGHT,
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: cannot cache function '__shear_dense': no locator available for file '/x/librosa/util/utils.py'",
                "librosa/librosa#1156",
            ),
            (
                "RuntimeError: cannot cache function '__o_fold': no locator available",
                "librosa/librosa#1868",
            ),
        ),
    ),
    symptom(
        "audio.uri-blank",
        r"does not allow file URIs containing spaces",
        "RTTM parts its fields by blanks, so the name of the recording must not hold any.",
        by_hand(text("Rename the recording, or set annotation.uri to a name without blanks")),
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: Space-separated RTTM file format does not allow file URIs containing spaces",
                "https://github.com/pyannote/pyannote-core",
            ),
        ),
    ),
    symptom(
        "packages.resemblyzer-demo",
        r"cannot import name 'sampling_rate' from 'resemblyzer'|cannot import name 'sampling_rate'",
        "The demo was written for another Resemblyzer.",
        by_hand(text("Write: from resemblyzer.audio import sampling_rate")),
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: cannot import name 'sampling_rate' from 'resemblyzer'",
                "resemble-ai/Resemblyzer#39",
            ),
        ),
    ),
)
