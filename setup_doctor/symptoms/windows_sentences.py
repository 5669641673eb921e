"""Windows' own sentences for an error, in the languages that are pasted, and the number of each.

An ImportError ends in the sentence alone, worded in the language of whoever runs it; entries ask
for the number. So the number is written behind the sentence wherever it is not there already.
"""

from __future__ import annotations

import re
from types import MappingProxyType

# Of each sentence what no other one shares; Windows' language packs, by the code of the error.
_SENTENCES = MappingProxyType(
    {
        126: (
            "specified module could not be found",
            "найден указанный модуль",
            "angegebene modul wurde nicht gefunden",
            "module spécifié est introuvable",
            "módulo especificado",
            "modulo specificato",
            "określonego modułu",
            "找不到指定的模块",
            "找不到指定的模組",
            "(or one of its dependencies). try using the full path",
            "指定されたモジュールが見つかりません",
            "지정된 모듈을 찾을 수 없",
        ),
        127: (
            "specified procedure could not be found",
            "найдена указанная процедура",
            "angegebene prozedur wurde nicht gefunden",
            "procédure spécifiée est introuvable",
            "se encontró el proceso especificado",
            "procedimento especificado",
            "找不到指定的程序",
            "指定されたプロシージャが見つかりません",
            "지정된 프로시저를 찾을 수 없",
        ),
        1114: (
            "(dll) initialization routine fail",
            "инициализации библиотеки динамической компоновки",
            "dll-initialisierungsroutine ist fehlgeschlagen",
            "routine d'initialisation d'une bibliothèque",
            "rutina de inicialización de biblioteca",
            "rotina de inicialização da biblioteca",
            "(dll)初始化例程失败",
            "dll 初始化例程失敗",
            "(dll) 初期化ルーチンの実行に失敗",
            "(동적 연결 라이브러리) 초기화 루틴",
        ),
        182: (
            "operating system cannot run",
            "операционная система не может выполнить",
            "betriebssystem kann %1 nicht ausführen",
            "sistema operacional não pode executar",
            "sistema operativo no puede ejecutar",
            "système d'exploitation ne peut pas exécuter",
            "操作系统无法运行",
            "オペレーティング システムは %1 を実行できません",
        ),
        193: (
            "not a valid win32 application",
            "не является приложением win32",
            "keine zulässige win32-anwendung",
            "pas une application win32 valide",
            "no es una aplicación win32 válida",
            "não é um aplicativo win32 válido",
            "不是有效的 win32 应用程序",
            "有効な win32 アプリケーションではありません",
        ),
        5: (
            "access is denied",
            "отказано в доступе",
            "zugriff verweigert",
            "accès refusé",
            "acceso denegado",
            "acesso negado",
            "accesso negato",
            "拒绝访问",
            "アクセスが拒否されました",
            "액세스가 거부되었습니다",
        ),
        4551: (
            "application control policy has blocked",
            "политика управления приложениями",
            "应用程序控制策略",
        ),
    }
)
_ANY = re.compile(
    "|".join(
        f"(?P<_{number}>{'|'.join(map(re.escape, sentences))})"
        for number, sentences in _SENTENCES.items()
    ),
    re.IGNORECASE,
)
# torchcodec tries one FFmpeg after another, and says so of each: that none is there means FFmpeg.
_NUMBER = re.compile(r"WinError \d|libtorchcodec")
# What goes wrong with a connection has numbers of its own, which every language of programs hands on.
_CONNECTION = re.compile(r"\b(?:Errno|os error) (?P<number>1(?:00|10)\d\d)\b")
# Rust (uv, Tauri) writes the number of a system in brackets: below 100 it is Windows' where a drive is named.
_OF_RUST = re.compile(
    r"\b[A-Za-z]:\\.*\(os error (?P<number>\d{1,3})\)|(?<!down\s)\(os error (?P<own>112|206|225|1\d{3}|4551)\)"
)
# A program that Windows ended leaves its reason as an exit code; pages name it 0xC0000142 and the like.
_STATUS = re.compile(r"(?<![\w.-])(?:-10737\d{5}|32212\d{5})(?![\w.])")


def numbered(words: str) -> str:
    """`words`, with Windows' number behind a sentence of its that came without one.

    Behind the exit code of a program that Windows ended stands the name by which pages know it,
    and behind the number of a connection the way in which Python says it.

    >>> numbered("ImportError: DLL load failed: Das angegebene Modul wurde nicht gefunden.")
    'ImportError: DLL load failed: Das angegebene Modul wurde nicht gefunden. [WinError 126]'
    >>> numbered("worker exited unexpectedly (code 3221225794)")
    'worker exited unexpectedly (code 3221225794) [0xC0000142]'
    >>> numbered("tcp connect error: connexion refusée (os error 10061)")
    'tcp connect error: connexion refusée (os error 10061) [WinError 10061]'
    """
    if (status := _STATUS.search(words)) is not None and "0x" not in words:
        words = f"{words} [0x{int(status[0]) & 0xFFFFFFFF:08X}]"
    if (rust := _OF_RUST.search(words)) is not None and "WinError" not in words:
        return f"{words} [WinError {rust['own'] or rust['number']}]"
    if (connection := _CONNECTION.search(words)) is not None and "WinError" not in words:
        return f"{words} [WinError {connection['number']}]"
    found = _ANY.search(words)
    if found is None or found.lastgroup is None or _NUMBER.search(words):
        return words
    return f"{words} [WinError {found.lastgroup[1:]}]"
