"""Error messages as people paste them, and what they mean."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.table import SYMPTOMS, numbered, recognise

# Word for word as the tools print them.
PASTED = [
    (
        'error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build '
        'Tools": https://visualstudio.microsoft.com/visual-cpp-build-tools/',
        "packages.compiler-wanted",
    ),
    (
        "ERROR: Could not build wheels for webrtcvad, which is required to install "
        "pyproject.toml-based projects",
        "packages.compiler-wanted",
    ),
    ("error: [Errno 2] No such file or directory: 'gcc'", "packages.compiler-wanted"),
    ("  Building wheel for webrtcvad (setup.py) ... error", "packages.compiler-wanted"),
    ("ERROR: Failed building wheel for webrtcvad", "packages.compiler-wanted"),
    ("Failed to build webrtcvad", "packages.compiler-wanted"),
    (
        "error: failed-wheel-build-for-install\n\n× Failed to build installable wheels for some "
        "pyproject.toml based projects\n╰─> webrtcvad",
        "packages.compiler-wanted",
    ),
    ("ModuleNotFoundError: No module named 'pkg_resources'", "packages.pkg-resources"),
    (
        "OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed. "
        'Error loading "C:\\x\\torch\\lib\\c10.dll" or one of its dependencies.',
        "packages.runtime-old",
    ),
    ("OSError: [WinError 126] Не найден указанный модуль.", "packages.dll-missing"),
    (
        "TypeError: resample() takes 1 positional argument but 3 were given",
        "packages.resemblyzer-old",
    ),
    (
        "AttributeError: type object 'Callable' has no attribute '_abc_registry'",
        "packages.typing-backport",
    ),
    ("RuntimeError: Numpy is not available", "packages.numpy-mismatch"),
    (
        "ERROR: Could not find a version that satisfies the requirement torch (from versions: none)\n"
        "ERROR: No matching distribution found for torch",
        "python.no-wheels",
    ),
    ("error: externally-managed-environment", "python.environment"),
    ("pyconfig.h(59): fatal error C1083: Cannot open include file: 'io.h'", "compiler.no-sdk"),
    ("fatal error: Python.h: No such file or directory", "compiler.no-headers"),
    ("one_line.obj : fatal error LNK1112: module machine type 'x64'", "compiler.architecture"),
    ("OSError: [Errno 28] No space left on device", "disk.full"),
    (
        "OSError: Could not load this library: /x/torchaudio/lib/_torchaudio.abi3.so",
        "packages.torchaudio-build",
    ),
    (
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in "
        "certificate chain",
        "network.tls-intercepted",
    ),
    (
        "Access to model pyannote/segmentation-3.0 is restricted and you are not in the authorized "
        "list. Visit https://huggingface.co/pyannote/segmentation-3.0 to ask for access.",
        "huggingface.terms-not-accepted",
    ),
    (
        "403 Forbidden: Please enable access to public gated repositories in your fine-grained token "
        "settings to view this repository.",
        "huggingface.token-too-narrow",
    ),
    ("HTTP Error 403: Forbidden", "huggingface.terms-not-accepted"),
    (
        "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.', "
        "NewConnectionError('Connection refused'))': /simple/webrtcvad-wheels/",
        "network.proxy",
    ),
    (
        "WARNING: Retrying after connection broken by 'NewConnectionError('Failed to establish a "
        "new connection: [Errno 111] Connection refused')': /simple/webrtcvad-wheels/",
        "network.unreachable",
    ),
    (
        "install.ps1 cannot be loaded because running scripts is disabled on this system.",
        "windows.execution-policy",
    ),
    (
        "Python was not found; run without arguments to install from the Microsoft Store, or disable",
        "python.store",
    ),
    ("HfHubHTTPError: Invalid user token.", "huggingface.token-invalid"),
    ("AttributeError: 'NoneType' object has no attribute 'to'", "packages.pyannote-old"),
    (
        "TypeError: hf_hub_download() got an unexpected keyword argument 'use_auth_token'",
        "packages.pyannote-old",
    ),
    (
        "ImportError: DLL load failed while importing _C: Не найдена указанная процедура.",
        "packages.dll-foreign",
    ),
    ("OSError: [WinError 127] x", "packages.dll-foreign"),
    (
        "ImportError: DLL load failed while importing _C: %1 не является приложением Win32.",
        "packages.cut",
    ),
    ("OSError: [WinError 193] %1 is not a valid Win32 application", "packages.cut"),
    (
        "ImportError: DLL load failed while importing _C: Произошел сбой в программе инициализации "
        "библиотеки динамической компоновки (DLL).",
        "packages.runtime-old",
    ),
    (
        "ImportError: DLL load failed while importing _C: Не найден указанный модуль.",
        "packages.dll-missing",
    ),
    (
        "OSError: [WinError 1455] Файл подкачки слишком мал для завершения операции. Error loading "
        '"C:\\x\\torch\\lib\\shm.dll" or one of its dependencies.',
        "packages.paging-file",
    ),
    (
        "ERROR: Could not install packages due to an OSError: [WinError 32] Процесс не может получить "
        "доступ к файлу, так как этот файл занят другим процессом: 'C:\\d\\.venv\\x.pyd'",
        "windows.file-held",
    ),
    (
        "ERROR: Could not install packages due to an OSError: [WinError 5] Отказано в доступе: "
        "'C:\\d\\.venv\\Lib\\site-packages\\torch\\lib\\c10.dll'\nConsider using the `--user` option",
        "windows.access-denied",
    ),
    ("OSError: [WinError 1314] Клиент не обладает требуемыми правами", "windows.links"),
    ("OSError: [WinError 206] Имя файла или его расширение", "windows.long-paths"),
    ("OSError: [WinError 112] Недостаточно места на диске", "disk.full"),
    (
        "Невозможно загрузить файл install.ps1, так как выполнение сценариев отключено в этой системе.",
        "windows.execution-policy",
    ),
    (
        "RuntimeError: Could not load libtorchcodec. Likely causes: ... [WinError 127] Не найдена "
        "указанная процедура",
        "packages.torchcodec-mismatch",
    ),
    ("RuntimeError: Could not load libtorchcodec. Likely causes: ...", "packages.torchcodec"),
    ("ModuleNotFoundError: No module named 'webrtcvad'", "packages.missing"),
]


@pytest.mark.parametrize("message, cause", PASTED)
def test_a_pasted_message_is_recognised(message, cause):
    assert recognise(message).cause == cause


@pytest.mark.parametrize(
    "message",
    [
        *("", "all is well", "Segmentation fault", "packages.webrtcvad"),
        "Processing webrtcvad_wheels-2.0.14.post1-cp311-cp311-win_amd64.whl\nERROR: Conflict",
        "Collecting webrtcvad-wheels>=2.0.14 (from webrtcvad==2.0.10.post9)",
    ],
)
def test_what_is_not_known_is_not_guessed(message):
    assert recognise(message) is None


@pytest.mark.parametrize(
    "number, cause",
    [
        (126, "packages.dll-missing"),
        (127, "packages.dll-foreign"),
        (193, "packages.cut"),
        (1114, "packages.runtime-old"),
        (1455, "packages.paging-file"),
    ],
)
def test_a_number_of_windows_needs_no_words(number, cause):
    assert numbered(number).cause == cause


@pytest.mark.parametrize("number", [None, 0, 12])
def test_a_number_that_is_not_known_is_not_guessed(number):
    assert numbered(number) is None


def test_a_missing_module_is_named():
    told = recognise("ModuleNotFoundError: No module named 'numpy.exceptions'")
    assert "numpy.exceptions" in str(told.meaning)
    assert "..." in str(next(s for s in SYMPTOMS if s.cause == told.cause).meaning)
