"""What pip, uv, conda and poetry say when they find no set of versions."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.names import INDEX_UNREAD
from setup_doctor.symptoms.entries.requirement_lists import CONSTRAINED
from setup_doctor.symptoms.entries.uv_words import TOO_NEW
from setup_doctor.symptoms.symptom import Weight, symptom

_NO_VERSION = r"(?:Could not find a version that satisfies the requirement|No matching distribution found for)"
_NO_WHEELS = "pip found no ready-built package for this Python: it is 32-bit, for ARM, or too new."
_WHICH = "setup-doctor check --only python says which of the three it is."

RESOLVING = (
    symptom(
        "packages.torchcodec-placeholder",
        r"requirement torchcodec[^\n]*from versions: 0\.0\.0\.dev0\)|torchcodec==0\.0\.0\.dev0"
        r"|torchcodec[^\n]{0,80}no wheels with a matching (?:platform|Python)"
        r"|torchcodec[^\n]{0,120}doesn't have a (?:source distribution or )?wheel for the current platform"
        r"|No module named '?torchcodec\.\w",
        "There is no torchcodec for this machine or this Python; 0.0.0.dev0 is an empty name-holder. "
        "pyannote does without it when it is given samples.",
        shared_remedies.PYANNOTE,
        shared_remedies.NO_FFMPEG,
        weight=Weight.SHARP,
        looks=("packages.torchcodec", "python.architecture"),
        seen=(
            (
                "Distribution `torchcodec==0.7.0` can't be installed because it doesn't have a source "
                "distribution or wheel for the current platform",
                "lanbinleo/bili2text#95",
            ),
            (
                "ERROR: Could not find a version that satisfies the requirement torchcodec>=0.6 (from versions: "
                "0.0.0.dev0)",
                "meta-pytorch/torchcodec#1071",
            ),
            (
                "ModuleNotFoundError: No module named 'torchcodec.decoders'",
                "meta-pytorch/torchcodec#845",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        r"No module named '?tools\.(?:nnwrap|setup_helpers)|\b(?:py)?torch-0\.1(?:\.2)?(?:\.post\d)?\.tar\.gz"
        r"|You tried to install .pytorch.|satisfies the requirement torch\S* \(from versions: 0\.1\.2",
        "What came is an empty name-holder from years ago, not torch: there is no torch for this Python (32-bit, "
        "for ARM, or too new), or it was asked for by the name pytorch.",
        shared_remedies.NEW_PYTHON,
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        unless=INDEX_UNREAD,
        looks=("python.architecture", "python.version"),
        seen=(
            (
                "Using cached torch-0.1.2.post2.tar.gz (128 kB)\nModuleNotFoundError: No module named 'tools.nnwrap'",
                "pytorch/pytorch#46775",
            ),
            (
                "Using cached pytorch-0.1.tar.gz\nImportError: No module named 'tools.setup_helpers'",
                "pytorch/pytorch#707",
            ),
        ),
    ),
    symptom(
        "packages.hash-mismatch",
        r"DO NOT MATCH THE HASHES|Hash mismatch for|hash mismatch",
        "What arrived is not what the index promised: a cut download, a proxy that changes files, or a "
        "stale cache.",
        by_hand(text("Empty the cache (pip cache purge, uv cache clean), and try again")),
        seen=(
            (
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
                "https://pip.pypa.io/en/stable/topics/secure-installs/",
            ),
        ),
    ),
    symptom(
        "python.version-refused",
        r"requires a different Python|Requires-Python|The current project's Python requirement"
        r"|does not satisfy Python ?[<>=]|requires-python|Ignored the following versions that require a different",
        "The package does not take this version of Python.",
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "ERROR: Package 'whisperx' requires a different Python: 3.14.0 not in '<3.14,>=3.10'",
                "m-bain/whisperX#1382",
            ),
            (
                "ERROR: Ignored the following versions that require a different python version: 0.3.0 Requires-Python "
                ">=3.8,<3.12",
                "https://pip.pypa.io/en/stable/topics/dependency-resolution/",
            ),
            (
                "ERROR: Ignored the following versions that require a different python version: 3.3.0 Requires-Python "
                "<3.13,>=3.9\nERROR: Could not find a version that satisfies the requirement torchaudio>=2 (from whisperx) "
                "(from versions: none)",
                "m-bain/whisperX#973",
            ),
        ),
    ),
    symptom(
        "packages.no-such-version",
        _NO_VERSION
        + r" (?P<package>[\w.\[\]-]+)(?:==|~=|>=|<)?[\w.+,<>=!~]* \(from versions: (?!none\)|0\.0\.0\.dev0\))",
        "The index has other versions of {package} for this Python, but not the one that was asked for.",
        by_hand(
            text(
                "Ask for one of the versions that are listed, or take a Python that the wanted one supports"
            )
        ),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        # Then it is there, and pip has passed over it.
        unless=INDEX_UNREAD
        + r"|\b(?P<asked>\d+(?:\.\d+)*?)(?:\.0)* Requires-Python[\s\S]*requirement [\w.\[\]-]+(?:==|>=|~=)(?P=asked)(?:\.0)*\b(?!\.)",
        seen=(
            (
                "ERROR: Could not find a version that satisfies the requirement torch==2.0.0 (from versions: 2.2.0, "
                "2.3.0)\nERROR: No matching distribution found for torch==2.0.0",
                "zackees/transcribe-anything#16",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        r"has no wheels with a matching|no wheels are available with a matching"
        r"|wheel\(s\) were skipped as your project's environment"
        r"|doesn't have a (?:source distribution or )?wheel for the current platform",
        _NO_WHEELS,
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        unless=TOO_NEW,
        looks=("python.architecture", "python.version"),
        apart=_WHICH,
        seen=(
            (
                "Unable to find installation candidates for torch (2.7.1)\n24 wheel(s) were skipped as your project's "
                "environment does not support the identified abi tags",
                "syssec-utd/pylingual#129",
            ),
        ),
    ),
    symptom(
        "packages.other-name",
        r"(?:distribution found for|satisfies the requirement) pyannote(?![\w.-])",
        "There is no package called pyannote: what diarizes is pyannote.audio.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "ERROR: Could not find a version that satisfies the requirement pyannote (from versions: none)",
                "pyannote/pyannote-audio#919",
            ),
        ),
    ),
    symptom(
        "packages.conflict",
        r"ResolutionImpossible|conflicting dependencies|No solution found when resolving"
        r"|version solving failed|So, because .{0,200}depends on|LibMambaUnsatisfiableError|UnsatisfiableError"
        r"|requirements are unsatisfiable",
        "Two packages want versions of a third that exclude each other.",
        shared_remedies.NEW_ENVIRONMENT,
        by_hand(
            text(
                "Leave out the exact versions (==) that you ask for yourself, and let them be chosen"
            )
        ),
        unless=r"conflict is caused by:" + CONSTRAINED,
        seen=(
            (
                "ERROR: Cannot install torch==1.13.1 because these package versions have conflicting dependencies.",
                "pyannote/pyannote-audio#1306",
            ),
            (
                "LibMambaUnsatisfiableError: Encountered problems while solving:\n  - package pytorch-2.5.1 requires "
                "python >=3.12",
                "https://docs.conda.io/projects/conda/en/latest/user-guide/troubleshooting.html",
            ),
        ),
    ),
    symptom(
        "packages.conflict-left",
        r"dependency resolver does not currently take into account all the packages"
        r"|requires [\w.-]+(?:\[[\w,-]+\])?[<>=!~][^\n]{1,300}, but you have [\w.-]+ [^\n]{1,40}incompatible",
        "pip has installed it all the same, and says which other packages now have a version that they do "
        "not want.",
        shared_remedies.NEW_ENVIRONMENT,
        seen=(
            (
                "ERROR: pip's dependency resolver does not currently take into account all the packages that are "
                "installed.\ntorchvision 0.15.1 requires torch==2.0.0, but you have torch 1.13.1 which is "
                "incompatible.",
                "pyannote/pyannote-audio#1320",
            ),
        ),
    ),
    symptom(
        "packages.conflict-left",
        r"ContextualVersionConflict: \(|VersionConflict: \(",
        "A package that is installed has another version than one that is loaded wants: {requirement}.",
        shared_remedies.NEW_ENVIRONMENT,
        weight=Weight.SHARP,
        names=(r"Requirement\.parse\('(?P<requirement>[^'\n]+)'\)",),
        needs=("{requirement}",),
        seen=(
            (
                "pkg_resources.ContextualVersionConflict: (scipy 1.4.1 (/x/lib/python3.7/site-packages), "
                "Requirement.parse('scipy<1.4.0'), {'optuna'})",
                "pyannote/pyannote-audio#328",
            ),
        ),
    ),
    symptom(
        "packages.conda-lacks",
        r"Packages?NotFoundError: (?:The following|Dependency|Package)|not available from current channels|ResolvePackageNotFound"
        r"|nothing provides requested",
        "conda's channels do not have this package; pip brings it into the same environment.",
        by_hand(text("conda install pip, then: python -m pip install {package}", package="NAME")),
        # What conda calls pytorch is torch elsewhere; of what is no package of Python, pip has none, or another.
        names=(
            r"from current channels:\s+(?:-\s+)?(?:[\w/.-]+::)?(?P<package>(?!pytorch\b|(?:python|ffmpeg|libsndfile|sox|mkl|cud(?:a|nn)[\w-]*)(?![\w.-]))[A-Za-z][\w.-]*)",
        ),
        unless=r"missing from the target environment",
        seen=(
            (
                "PackagesNotFoundError: The following packages are not available from current channels:\n\n"
                "  - torchaudio==0.11.1",
                "pyannote/pyannote-audio#1153",
            ),
            (
                "PackageNotFoundError: Dependency missing in current osx-64 channels: \n  - pytorch -> mkl >=2018",
                "pytorch/pytorch#4090",
            ),
        ),
    ),
)
