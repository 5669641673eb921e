"""numpy and scipy: what was built or written for another one than the installed."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

ARRAYS = (
    symptom(
        "packages.numpy-replaced",
        r"All ufuncs must have type [`'\"]?numpy\.ufunc",
        "numpy was replaced by another version while a program that had loaded it went on, as a notebook does.",
        by_hand(
            text(
                "In a notebook: restart the runtime after the installation, and run the cells anew"
            )
        ),
        weight=Weight.SHARP,
        seen=(("ValueError: All ufuncs must have type `numpy.ufunc`.", "m-bain/whisperX#1267"),),
    ),
    symptom(
        "packages.numba-library",
        r"Numba could not be imported",
        "The compiled part of numba does not load: the Microsoft Visual C++ Redistributable is missing, or numba is from another "
        "Python.",
        shared_remedies.RUNTIME,
        by_hand(
            # Each for itself, the newest of the two need not go together.
            text("python -m pip uninstall -y numba llvmlite; python -m pip install numba")
        ),
        weight=Weight.SHARP,
        where=r"DLL load failed|WinError 126",
        looks=("windows.runtime",),
        seen=(
            (
                "ImportError: DLL load failed: The specified module could not be found.\n\nDuring handling of the above exception, "
                "another exception occurred:\n\nImportError: Numba could not be imported.",
                "numba/numba#5585",
            ),
        ),
    ),
    symptom(
        "packages.numpy-2",
        r"np\.(?:NaN|NAN|Inf|float_|infty)\b.{0,3} was removed in the NumPy 2|module 'numpy' has no attribute '(?:NAN|NaN|Inf|infty|float_)'",
        "This pyannote.audio is too old for numpy 2, which dropped names that it uses.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        apart="If the file in the traceback is not pyannote's, that package has to be newer, or numpy<2.",
        seen=(
            (
                "AttributeError: `np.NaN` was removed in the NumPy 2.0 release. Use `np.nan` instead.",
                "https://numpy.org/devdocs/numpy_2_0_migration_guide.html",
            ),
        ),
    ),
    symptom(
        "packages.numpy-dropped",
        r"was removed in the NumPy 2\.0 release|module 'numpy' has no attribute '(?:cumproduct|product|alltrue|sometrue|asfarray|round_"
        r"|unicode_|string_|sctypes|in1d|trapz|row_stack|find_common_type|issctype|obj2sctype|cast|source|longfloat|singlecomplex"
        r"|complex_|compat|DataSource|issubclass_|maximum_sctype|msort|set_string_function|who|disp)'",
        "numpy 2 dropped a name that an older package uses.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(text('Where there is none, numpy 1 beside it: python -m pip install "numpy<2"')),
        looks=("packages.combination",),
        seen=(
            (
                "AttributeError: `np.sctypes` was removed in the NumPy 2.0 release. Access dtypes explicitly instead.",
                "TalkBank/batchalign2#30",
            ),
            (
                "AttributeError: module 'numpy' has no attribute 'cumproduct'",
                "CorentinJ/Real-Time-Voice-Cloning#1303",
            ),
        ),
    ),
    symptom(
        "packages.numpy-alias",
        r"module 'numpy' has no attribute '(?:float|int|bool|object|complex|str|typeDict|long)'"
        r"|`np\.(?:float|int|bool|object|complex|str)` was a deprecated alias",
        "An old package uses a name that numpy 1.24 dropped.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(
            text(
                "Where there is none: numpy 1.23 beside it, which is there for Python 3.11 and older, pip install"
                ' "numpy<1.24"'
            )
        ),
        seen=(
            (
                "AttributeError: module 'numpy' has no attribute 'complex'.",
                "https://numpy.org/doc/stable/release/1.24.0-notes.html",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"Numpy is not available|Failed to initialize NumPy|expected np\.ndarray \(got numpy\.ndarray\)",
        "This torch was built for numpy 1, and numpy 2 is beside it: it cannot give its numbers to numpy.",
        by_hand(
            text("Put numpy 1 beside it, as below; or take a torch of 2.3 or newer, for numpy 2"),
            shared_remedies.PYTORCH,
        ),
        weight=Weight.SHARP,
        needs=("numpy<2",),
        looks=("packages.combination",),
        seen=(
            ("RuntimeError: Numpy is not available", "resemble-ai/Resemblyzer#93"),
            (
                "UserWarning: Failed to initialize NumPy: _ARRAY_API not found (Triggered internally at "
                "torch/csrc/utils/tensor_numpy.cpp:84.)\nRuntimeError: Numpy is not available",
                "pytorch/pytorch#107302",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"compiled using NumPy 1|_ARRAY_API not found",
        "A package was built for numpy 1, and numpy 2 is beside it. The traceback's last file names it.",
        by_hand(text("Upgrade that package; where there is no newer one, put numpy 1 beside it")),
        needs=("numpy<2",),
        looks=("packages.combination",),
        seen=(
            (
                "AttributeError: _ARRAY_API not found\n\nA module that was compiled using NumPy 1.x cannot be run "
                "in\nNumPy 2.4.2 as it may crash.",
                "agentscope-ai/QwenPaw#437",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"numpy\.core\.multiarray failed to import|Numba needs NumPy"
        r"|numpy\.(?:dtype|ndarray) size changed|compiled against (?:ABI|API) version"
        r"|NumPy version \S+ and \S+ is required for this version of SciPy",
        "numpy and a package that was built against another numpy do not go together.",
        shared_remedies.RESEMBLYZER,
        by_hand(text("Or install both anew in one command, so that they fit each other")),
        seen=(
            (
                "ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, "
                "got 88 from PyObject",
                "absadiki/subsai#139",
            ),
            ("ImportError: Numba needs NumPy 2.0 or less. Got NumPy 2.2.", "McCloudS/subgen#321"),
            (
                "UserWarning: A NumPy version >=1.22.4 and <1.29.0 is required for this version of SciPy (detected "
                "version 2.0.0b1)",
                "serge-sans-paille/pythran#2189",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"initialization of _internal failed without raising an exception",
        "The installed numba, which librosa uses, is older than this numpy.",
        shared_remedies.LIGHT,
        weight=Weight.SHARP,
        needs=("numba>=0.61", "llvmlite>=0.44"),
        looks=("packages.combination",),
        seen=(
            (
                "SystemError: initialization of _internal failed without raising an exception",
                "librosa/librosa#1786",
            ),
        ),
    ),
    symptom(
        "packages.numpy-old",
        # Its last line speaks of an extension that is "not built", and of building from the source.
        r"Please upgrade numpy to >= (?P<wanted>\d[\d.]*) to use this pandas version",
        "numpy is older than this pandas wants, which is {wanted} or newer.",
        weight=Weight.SHARP,
        needs=("numpy>={wanted}",),
        seen=(
            (
                "ImportError: this version of pandas is incompatible with numpy < 1.15.4\nyour numpy version is 1.14.6.\nPlease "
                "upgrade numpy to >= 1.15.4 to use this pandas version",
                "massquantity/LibRecommender#37",
            ),
        ),
    ),
    symptom(
        "packages.numpy-old",
        r"compiled against (?:ABI|API) version (?:0x)?(?P<wanted>\w+) but this version of numpy is (?:0x)?(?P<found>\w+)",
        "A package was built for a newer numpy than the installed one, or two of them are in the way of one another.",
        by_hand(
            text("If that changes nothing: pip uninstall numpy until none is left, then install it")
        ),
        weight=Weight.SHARP,
        needs=("numpy",),
        looks=("packages.combination", "python.site-packages"),
        seen=(
            (
                "RuntimeError: module compiled against API version 0x10 but this version of numpy is 0xf\n"
                "ImportError: numpy.core.multiarray failed to import",
                "gitmylo/audio-webui#49",
            ),
            (
                "RuntimeError: module compiled against API version 0xc but this version of numpy is 0xb",
                "NVIDIA/tacotron2#60",
            ),
        ),
    ),
    symptom(
        "packages.scipy-2",
        r"No module named '?scipy\.ndimage\.morphology",
        "This scipy has dropped a module that Resemblyzer still imports.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        needs=("scipy<2",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'scipy.ndimage.morphology'",
                "https://docs.scipy.org/doc/scipy/reference/ndimage.html",
            ),
        ),
    ),
)
