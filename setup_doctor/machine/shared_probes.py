"""What the checks ask of the packages of a Python, each in a few words that assign ``answer``.

They stand here and not in their checks, so that they can be asked while the checks are loaded.
"""

from __future__ import annotations

# They load one another's libraries: of two installations they are built for two.
COUPLED = ("torch", "torchaudio", "torchvision", "torchcodec")
_NAMES = (*COUPLED, "numpy", "scipy", "numba", "onnxruntime", "huggingface_hub", "pyannote/audio")

PROBES = {
    # The first entry is the folder in which it was started, of `-c` an empty one.
    "python.site-packages": f"""import os, site, sys
def holds(folder, name):
    return any(os.path.isfile(os.path.join(folder, name + end)) for end in ('/__init__.py', '.py'))
answer = {{
    'folders': [[p, [n for n in {_NAMES!r} if holds(p, n)]] for p in sys.path[1:] if p],
    'user': site.getusersitepackages() if site.ENABLE_USER_SITE else '',
}}""",
    "packages.webrtcvad": (
        "import webrtcvad; v = webrtcvad.Vad(3); "
        "answer = [v.is_speech(bytes(960), 16000), getattr(webrtcvad, '__version__', '?')]"
    ),
    "packages.audio": (
        "import io, numpy, soundfile, soxr, av; b = io.BytesIO(); "
        "soundfile.write(b, numpy.zeros(800, 'float32'), 8000, format='WAV'); b.seek(0); "
        "n = len(soxr.resample(soundfile.read(b)[0], 8000, 16000)); "
        "av.CodecContext.create('aac', 'r'); "
        "answer = [n, soundfile.__version__, av.__version__]"
    ),
    "packages.light": (
        "import numpy, threadpoolctl; threadpoolctl.ThreadpoolController(); "
        "n = numpy.ones((8, 8), 'float32'); answer = [float((n @ n).sum()), numpy.__version__]"
    ),
    "packages.plug-ins": (
        "from diarizer.probes import plug_ins; "
        "answer = plug_ins.listed('setup_doctor.checks', 'diarizer.backends', 'diarizer.formats')"
    ),
    # The last one: PortAudio asks every driver, and one that crashes takes no answer along.
    "packages.microphone": (
        "from diarizer.probes import microphones; answer = microphones.listed()"
    ),
}
"""By the id of the check that asks, in the order of the checks."""
