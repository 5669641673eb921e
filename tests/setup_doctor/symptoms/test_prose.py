"""Texts that only speak of errors, and files that are only named, are no error; words that a window parted are."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.glossary import look_up, of_symptom
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS


def lead(paste):
    found = judge(paste, SYMPTOMS).lead
    return found and found.cause


@pytest.mark.parametrize(
    "paste",
    [
        "If ffmpeg is not found, install it and open a new window.",
        "- When ffmpeg isn't installed on the machine, the recording is not read.",
        'If you get "No module named \'pkg_resources\'", run: pip install "setuptools<81"',
        "Loaded library cudnn64_9.dll",
        '"State": {"Status": "running", "OOMKilled": false}',
        "The term speaker was not recognized as a name by the participants.",
        "The file 'speech.wav' was not recognized as an audio file.",
        "INFO scanning VCRUNTIME140.dll\nINFO 0 errors found",
        'const retryable = ["ECONNRESET", "ENOTFOUND", "EAI_AGAIN"];',
        "if e.errno in (errno.ECONNRESET, errno.ECONNREFUSED):\n    again()",
        "WARN  GET https://registry.npmjs.org/x error (ECONNRESET). Will retry in 10 seconds.\nDone in 12s",
        "    proc.stdin.write(line)\nAttributeError: 'NoneType' object has no attribute 'write'",
        "Caused by:\n  data did not match any variant of untagged enum TomlDependency for key `dependencies.foo`",
        "There is no such class of items as described.",
        "The installer brings VCRUNTIME140.dll and MSVCP140.dll into the folder System32.",
        "10.05.2024  10:12           119 384 vcruntime140.dll\n10.05.2024  10:12            49 744 vcruntime140_1.dll",
    ],
)
def test_what_a_guide_supposes_or_a_list_names_is_no_error(paste):
    assert lead(paste) is None


@pytest.mark.parametrize(
    "cause, paste",
    [
        ("audio.no-ffmpeg", "If I start it, ffmpeg is not found, and it ends."),
        (
            "audio.no-ffmpeg",
            "RuntimeError: ffmpeg was not found\nIf ffmpeg is not found, install it.",
        ),
        (
            "cuda.cudnn-9",
            "Could not locate cudnn_ops64_9.dll. Please make sure it is in your library path!",
        ),
        ("cuda.cudnn-9", "cudnn_ops64_9.dll"),
        (
            "memory.full",
            '"OOMKilled": false\nslurmstepd: error: Detected 1 oom_kill event. OOM Killed',
        ),
        ("packages.dll-missing", "VCRUNTIME140.dll 缺失"),
        ("packages.dll-missing", "vcruntime140_1.dll"),
        ("packages.dll-missing", "у меня пропал msvcp140.dll, что делать"),
        (
            "packages.dll-missing",
            "VCRUNTIME140.dll bulunamadığından kod yürütmesi devam edemiyor.",
        ),
        (
            "programs.no-console",
            "    sys.stdout.write(line)\nAttributeError: 'NoneType' object has no attribute 'write'",
        ),
        ("network.unreachable", "{ errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo' }"),
    ],
)
def test_an_error_in_the_same_words_stays_known(cause, paste):
    assert lead(paste) == cause


def test_what_is_said_of_every_failed_download_gives_way_to_its_reason():
    said = "Could not download 'pyannote/segmentation-3.0' model."
    reason = (
        "NewConnectionError: Failed to establish a new connection: [Errno 11001] getaddrinfo failed"
    )
    assert lead(f"{said}\n{reason}") == "network.unreachable"
    assert lead(said) == "huggingface.terms-not-accepted"
    refused = "GatedRepoError: 401 Client Error. Cannot access gated repo for url https://huggingface.co/pyannote/x."
    advice = "If the token is fine-grained, tick Read access to contents of all public gated repos."
    assert lead(f"{refused}\n{advice}") == "huggingface.no-token"


def test_a_python_that_starts_without_its_folders_is_no_sure_cause():
    found = judge("Could not find platform independent libraries <prefix>", SYMPTOMS)
    assert found.lead.cause == "python.own-library"
    assert not found.sure


def test_the_variable_that_keeps_python_from_starting_stands_in_its_step():
    said = "Fatal Python error: preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value"
    (step,) = judge(said, SYMPTOMS).lead.remedies
    for command in ("Remove-Item Env:PYTHONUTF8 ", 'set "PYTHONUTF8=" in cmd', "unset PYTHONUTF8 "):
        assert command in str(step.title)


@pytest.mark.parametrize("width", [63, 71, 97, 104])
def test_one_long_line_that_a_window_of_any_width_has_parted_is_read_as_one(width):
    told = '  File "C:\\Users\\x\\app\\main.py", line 3, in <module>\n'
    words = "ModuleNotFoundError: the program asked for its parts and there is No module named 'pkg_resources'"
    error = f"{words[:60]}{'.' * (width - 60 - 20)}{words[60:]}"
    parted = f"{error[:width]}\n{error[width:]}"
    assert lead(f"{told}{parted}") == "packages.pkg-resources"


@pytest.mark.parametrize(
    "cause, paste",
    [
        (
            "python.no-wheels",
            "Looking in indexes: https://download.pytorch.org/whl/cu124\n"
            "ERROR: Could not find a version that satisfies the requirement torch==2.6.0+cu124 (from versions: none)\n"
            "ERROR: No matching distribution found for torch==2.6.0+cu124",
        ),
        (
            "python.no-wheels",
            "ERROR: Could not find a version that satisfies the requirement torch==1.5.1+cpu (from versions: 0.1.2, 0.1.2.post1)\n"
            "ERROR: No matching distribution found for torch==1.5.1+cpu",
        ),
        ("packages.local-version", "ERROR: No matching distribution found for torch==2.0.1+cu118"),
        ("packages.speechbrain-lazy", "ImportError: Please install k2 to use k2"),
        ("network.reset", "download failed: Удаленный хост разорвал подключение. (os error 10054)"),
        ("network.unreachable", "tcp connect error: connexion refusée (os error 10061)"),
        (
            "network.tls-intercepted",
            "curl: (60) SSL certificate problem: unable to get local issuer certificate",
        ),
        ("network.local-service", "Error: connect ECONNREFUSED 127.0.0.1:7860"),
        ("network.silent", "Error: connect ETIMEDOUT 18.1.2.3:443"),
        ("disk.full", "Caused by: На диске недостаточно места. (os error 112)"),
        ("windows.file-held", "in use: D:\\cache\\a.whl (os error 32)"),
        (
            "python.no-pip",
            "The term 'pip' was not recognized as the name of a cmdlet, function, script file, or executable program.",
        ),
        (
            "programs.option",
            "usage: whisperx [-h]\nwhisperx: error: unrecognized arguments: --diarise",
        ),
        (
            "packages.dll-missing",
            "Error loading “x\\torch\\lib\\fbgemm.dll” or one of its dependencies.",
        ),
        (
            "packages.runtime-old",
            "DLL load fail while importing _C: A dynamic link library (DLL) initialization routine fail.",
        ),
        (
            "packages.missing",
            "'speechbrain' must be installed to use 'speechbrain/spkrec-ecapa-voxceleb' embeddings.",
        ),
        (
            "huggingface.terms-not-accepted",
            "Could not download 'pyannote/speaker-diarization-3.1' pipeline.",
        ),
        (
            "packages.conflict-left",
            f"a 2.6.1 requires b{'!=4.21.0,' * 8}<5, but you have b 3.20.1 which is incompatible.",
        ),
    ],
)
def test_words_as_people_cut_and_retype_them_keep_their_cause(cause, paste):
    assert lead(paste) == cause


def test_a_model_of_pyannotes_that_is_named_leads_to_its_page_and_none_leads_to_no_gap():
    named = judge("pyannote/speaker-diarization-3.1: from_pretrained gave None", SYMPTOMS).lead
    assert of_symptom(named).remedies[0].page.endswith("/pyannote/speaker-diarization-3.1")
    unnamed = judge("Token is required (`token=True`), but no token found.", SYMPTOMS).lead
    assert of_symptom(unnamed).remedies[0].page == "https://huggingface.co"


def test_a_program_that_linux_does_not_find_is_looked_for_where_linux_has_them():
    ways = str(judge("bash: whisperx: command not found", SYMPTOMS).lead.remedies)
    assert "apt search" in ways
    assert "winget" not in ways


def test_a_cause_alone_says_what_it_means_in_other_errors_too():
    entry = look_up("windows.file-held")
    assert str(entry.meaning).startswith("Another program holds the file")
    assert [str(other)[:14] for other in entry.others] == ["uv could not m"]
