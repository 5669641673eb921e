"""DLLs that Windows does not load; the reading adds the number where a sentence stands alone."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_CODES = "https://learn.microsoft.com/windows/win32/debug/system-error-codes"
_USER_SITE = r"AppData\\Roaming\\Python\\Python|[\\/]\.local[\\/]lib[\\/]python3"

LIBRARIES = (
    symptom(
        "windows.smart-app-control",
        r"0x800711C7|Smart App Control has blocked",
        "Smart App Control, or a policy of the company, does not let Windows load this file, because it is not signed.",
        by_hand(
            text(
                "Look at Windows Security > App & browser control > Smart App Control; off could not be undone "
                "before April 2026"
            )
        ),
        shared_remedies.LIGHT,
        number=4551,
        weight=Weight.SHARP,
        looks=("windows.smart-app-control",),
        seen=(
            (
                "[WinError 4551] An Application Control policy has blocked this file. Error loading "
                '"C:\\x\\torch\\lib\\torch.dll"',
                "pytorch/pytorch#182008",
            ),
            (
                "OSError: [WinError 4551] An application control policy has blocked this file.",
                "RVC-Project/Retrieval-based-Voice-Conversion-WebUI#2821",
            ),
        ),
    ),
    symptom(
        "python.user-site",
        r"WinError 127\b|undefined symbol|WinError 126\b|DLL load failed",
        "Packages of two places meet in one process: the user's own folder of packages lies over those of this "
        "environment.",
        by_hand(text("Set PYTHONNOUSERSITE=1, and unset PYTHONPATH; then start the program again")),
        weight=Weight.SHARP,
        looks=("python.site-packages",),
        where=r"(?s)\A(?=.*(?:" + _USER_SITE + r")).*[\\/](?:\.?venv\w*|envs|env)[\\/]",
        seen=(
            (
                'File "D:\\venv\\Lib\\site-packages\\torchaudio\\__init__.py", line 2\n'
                'File "C:\\Users\\x\\AppData\\Roaming\\Python\\Python311\\site-packages\\torch\\_ops.py", line 1\n'
                "OSError: [WinError 127] The specified procedure could not be found",
                "https://docs.python.org/3/library/site.html",
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"(?:WinError 126|Error? loading)\s[^\n]{0,300}\s?[^\n]{0,300}fbgemm\.dll|libomp140\.x86_64\.dll",
        "torch 2.4 lacks a library for this file (libomp140); newer ones do not need it.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        unless=r"WinError (?!126\b)\d",
        needs=("torch>=2.5",),
        seen=(
            (
                "OSError: [WinError 126] The specified module could not be found. Error loading "
                '"C:\\x\\torch\\lib\\fbgemm.dll" or one of its dependencies.',
                "pytorch/pytorch#131662",
            ),
            (
                "ERROR    Could not load torch: [WinError 126] Das angegebene Modul wurde nicht gefunden. Error loading\n"
                '         "P:\\x\\venv\\lib\\site-packages\\torch\\lib\\fbgemm.dll" or one of its dependencies.',
                "kohya-ss/sd-scripts#1597",
            ),
        ),
    ),
    symptom(
        "packages.runtime-old",
        r"0xC0000142|-1073741502",
        "A DLL, most often of torch or onnxruntime, could not start: the Microsoft Visual C++ Redistributable is "
        "older than it wants.",
        shared_remedies.RUNTIME,
        shared_remedies.LIGHT,
        number=1114,
        weight=Weight.SHARP,
        looks=("windows.runtime", "packages.torch-answers"),
        seen=(
            (
                "OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed. Error loading "
                '"C:\\x\\torch\\lib\\c10.dll"',
                "pytorch/pytorch#169429",
            ),
            (
                '>>> ctypes.WinDLL(r"D:\\x\\site-packages\\onnxruntime\\capi\\onnxruntime.dll")\n'
                "OSError: [WinError 1114] 动态链接库(DLL)初始化例程失败。",
                "microsoft/onnxruntime#28812",
            ),
            (
                "ImportError: DLL load failed while importing onnxruntime_pybind11_state: 动态链接库(DLL)初始化例程失败。",
                "Kedreamix/Linly-Dubbing#58",
            ),
            (
                "ImportError: DLL load failed while importing onnxruntime_pybind11_state: ダイナミック リンク ライブラリ (DLL) "
                "初期化ルーチンの実行に失敗しました。",
                "mattyamonaca/layerdivider#52",
            ),
        ),
    ),
    symptom(
        "packages.paging-file",
        r"paging file is too small|файл подкачки слишком мал",
        "Windows has run out of memory while it was loading a DLL: the paging file is too small.",
        by_hand(
            text(
                "Close other programs, or let Windows manage the size: Settings > System > About > "
                "Advanced system settings > Performance > Advanced > Virtual memory"
            )
        ),
        number=1455,
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 1455] The paging file is too small for this operation to complete.",
                f"{_CODES}--1300-1699-",
            ),
        ),
    ),
    symptom(
        "packages.dll-first",
        r"error 0xb6\b",
        "Windows found another DLL of the same name first, and cannot run that one here: most often libiomp5md.dll or a "
        "DLL of OpenSSL in System32, in Anaconda, or in a folder of PATH.",
        by_hand(text("Look which are found: where libiomp5md.dll; remove the one in System32")),
        shared_remedies.NEW_ENVIRONMENT,
        number=182,
        weight=Weight.SHARP,
        apart="No Redistributable helps here: the file is there, and it is the wrong one. In conda keep one of intel-openmp and "
        "llvm-openmp.",
        looks=("packages.torch-answers",),
        seen=(
            (
                "ImportError: DLL load failed: The operating system cannot run %1.",
                "pytorch/pytorch#33223",
            ),
            ("ImportError: DLL load failed: 操作系统无法运行 %1。", "pytorch/pytorch#31324"),
            (
                "ImportError: DLL load failed: O sistema operacional não pode executar %1.",
                "pytorch/pytorch#36868",
            ),
        ),
    ),
    symptom(
        "windows.dll-refused",
        r"DLL load failed[^\n]*WinError 5\]",
        "Windows may not read a compiled file of the package: it belongs to another account, or a virus scanner or a "
        "rule of the company forbids it. Nothing is missing.",
        by_hand(
            text(
                "Make the environment anew in a folder of your own, and let the scanner leave that folder out"
            )
        ),
        weight=Weight.SHARP,
        looks=("windows.smart-app-control",),
        seen=(("ImportError: DLL load failed: Access is denied.", "pytorch/pytorch#9440"),),
    ),
    symptom(
        "packages.torch-other",
        r"(?:undefined symbol|Symbol not found): _+Z\w*?(?:3c10|2at|5torch|5caffe2)\w*",
        "A compiled package ({package}) was built for another torch than the installed one.",
        shared_remedies.ONE_SOURCE,
        by_hand(
            text(
                "Then install that package anew, in the version that its page names for this torch"
            )
        ),
        weight=Weight.SHARP,
        names=(
            r"(?:site|dist)-packages[\\/](?P<package>\w+)[^\n]*(?:undefined symbol|Symbol not found)",
        ),
        looks=("packages.torch", "packages.combination"),
        seen=(
            (
                "ImportError: dlopen(/x/python3.7/site-packages/_torch_sox.cpython-37m-darwin.so, 2): Symbol not found: "
                "__ZN3c1011CPUTensorIdEv",
                "pytorch/audio#307",
            ),
            (
                "ImportError: /x/py36/site-packages/_torch_sox.cpython-36m-x86_64-linux-gnu.so: undefined symbol: "
                "_ZN3c105ErrorC1ENS_14SourceLocationERKSs",
                "pytorch/audio#543",
            ),
        ),
    ),
    symptom(
        "packages.dll-foreign",
        r"error 0x7f\b"
        r"|(?<!torchaudio)[\s\S]{0,3}undefined symbol: |dlopen\([^\n]*Symbol not found: |procedure entry point|точка входа в процедуру|0xC0000139|-1073741511",
        "A DLL lacks what another one asks of it: packages that were built for different versions of "
        "each other.",
        common_remedies.install(common_remedies.DEFAULT_BACKEND),
        number=127,
        looks=("packages.combination",),
        seen=(
            (
                "OSError: [WinError 127] The specified procedure could not be found",
                "FranckyB/Voice-Clone-Studio#79",
            ),
        ),
    ),
    symptom(
        "packages.dylib-missing",
        r"dlopen\([^\n]*Library not loaded: ",
        "A library that a compiled module of the package asks for is not there: the package was built on another "
        "Mac, or came in part.",
        by_hand(text("Install another version of the package that the path names, as a wheel")),
        seen=(
            (
                "OSError: dlopen(/x/site-packages/pywhispercpp/lib/_pywhispercpp.cpython-38-darwin.so, 0x0006): Library "
                "not loaded: @rpath/libwhisper.1.dylib",
                "absadiki/pywhispercpp#59",
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"DLL load fail|error 0x7e\b"
        r"|0xC0000135|-1073741515|3221225781",
        "A DLL is missing beside a compiled module, most often the Microsoft Visual C++ "
        "Redistributable. Never fetch single DLLs from the web.",
        shared_remedies.RUNTIME,
        shared_remedies.LIGHT,
        number=126,
        apart="The check of the runtime tells the Redistributable from a file of the package that is gone.",
        looks=("windows.runtime", "packages.torch-answers"),
        seen=(
            (
                "ImportError: DLL load failed: Le module spécifié est introuvable.",
                "ina-foss/inaSpeechSegmenter#13",
            ),
            (
                "OSError: [WinError 126] The specified module could not be found. Error loading "
                '"D:\\venv\\lib\\site-packages\\torch\\lib\\torch_python.dll"',
                "voicepaw/so-vits-svc-fork#867",
            ),
            (
                "ImportError: DLL load failed: Can't find module",
                "CorentinJ/Real-Time-Voice-Cloning#670",
            ),
            (
                "DLL load failed while importing onnx_cpp2py_export:",
                "spacewalk01/yolov11-tensorrt#2",
            ),
        ),
    ),
)
