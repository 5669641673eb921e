"""What PowerShell itself says: of a line that it does not understand, of scripts and of policies.

Its categories and ids are English in every language.
"""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_ABOUT = "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/"
_POLICIES = f"{_ABOUT}about_execution_policies"

POWERSHELL = (
    symptom(
        "windows.execution-policy",
        r"(?:running scripts is disabled|выполнение сценариев отключено|PSSecurityException|about_Execution_Policies)",
        "PowerShell does not run the script that activates an environment: scripts are off for this account, as they are at first.",
        by_hand(text("For yourself alone: Set-ExecutionPolicy RemoteSigned -Scope CurrentUser")),
        by_hand(text("Or do without: .\\.venv\\Scripts\\python -m pip install PACKAGE")),
        weight=Weight.SHARP,
        where=r"\bactivate\.ps1",
        unless=r"install\.ps1|overridden by a policy",
        looks=("windows.execution-policy",),
        seen=(
            (
                "File C:\\d\\.venv\\Scripts\\Activate.ps1 cannot be loaded because running scripts is disabled on this "
                "system.",
                _POLICIES,
            ),
            (
                ". : No se puede cargar el archivo C:\\x\\venv\\Scripts\\Activate.ps1 porque la ejecución de scripts está\n"
                "    + CategoryInfo          : SecurityError: (:) [], PSSecurityException",
                "martomi/chiadog#235",
            ),
        ),
    ),
    symptom(
        "windows.policy",
        r"setting is overridden by a policy|параметр переопределен политикой|MethodInvocationNotSupportedInConstrainedLanguage"
        r"|FullyQualifiedErrorId[^\n]*ConstrainedLanguage|^ConstrainedLanguage$",
        "A policy of the company decides what PowerShell may run here, and a setting of your own does not change it.",
        by_hand(
            text(
                "Do without scripts: py -3.12 -m venv .venv, then .\\.venv\\Scripts\\python -m pip install PACKAGE"
            )
        ),
        by_hand(text("Or use cmd, whose .venv\\Scripts\\activate.bat is no script of PowerShell")),
        weight=Weight.SHARP,
        looks=("windows.language-mode", "windows.execution-policy"),
        seen=(
            (
                "Set-ExecutionPolicy : Windows PowerShell updated your execution policy successfully, but the setting is overridden "
                "by a policy defined at a more specific scope.",
                _POLICIES,
            ),
            (
                "Cannot invoke method. Method invocation is supported only on core types in this language mode.\n"
                "    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage",
                f"{_ABOUT}about_language_modes",
            ),
        ),
    ),
    symptom(
        "windows.execution-policy",
        r"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds",
        "Set-ExecutionPolicy was asked to change the rule for everybody on this machine, which wants an administrator.",
        by_hand(text("For yourself alone: Set-ExecutionPolicy RemoteSigned -Scope CurrentUser")),
        weight=Weight.SHARP,
        seen=(
            (
                "Set-ExecutionPolicy : Access to the registry key "
                "'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell' is denied.",
                _POLICIES,
            ),
        ),
    ),
    symptom(
        "packages.quotes-wanted",
        r"RedirectionNotSupported|The '<' operator is reserved for future use|pip3? install [^\n\"']*<\d[^\n]*\n"
        r"(?:The system cannot find the file specified|Не удается найти указанный файл|Das System kann die angegebene Datei nicht finden"
        r"|Le fichier spécifié est introuvable|系统找不到指定的文件)",
        "The terminal takes < and > for a file to be read or written, where a version was meant.",
        by_hand(text('Put the requirement in quotes: python -m pip install "numpy<2"')),
        weight=Weight.SHARP,
        unless=r"<(?:!DOCTYPE|html|svg|script|div)\b",
        seen=(
            (
                "+ pip install numpy<2\n+                  ~\nThe '<' operator is reserved for future use.\n"
                "    + FullyQualifiedErrorId : RedirectionNotSupported",
                f"{_ABOUT}about_redirection",
            ),
        ),
    ),
    symptom(
        "windows.script-page",
        r"CategoryInfo +: ParserError|^ParserError: |FullyQualifiedErrorId[^\n]*(?:UnexpectedToken|RedirectionNotSupported)"
        r"|Unexpected token '[^'\n]*' in expression or statement",
        "What was saved as a script is the page of a website that shows it, and no script.",
        by_hand(text("At GitHub press Raw (or Code, Download ZIP), and save that in its place")),
        weight=Weight.SHARP,
        where=r"<(?:!DOCTYPE|html|head|meta|svg|script|div|span|link|body)\b",
        seen=(
            (
                'ParserError: D:\\x\\install.ps1:322\nLine |\n 322 |  <svg class="octicon octicon-sign-out v-align-middle" viewBox= …\n'
                "     | Unexpected token 'octicon' in expression or statement.",
                "lextm/windowsterminal-shell#14",
            ),
        ),
    ),
    symptom(
        "windows.script-letters",
        r"(?:Unexpected token '[^'\n]*' in expression|Непредвиденная лексема|Unerwartetes Token|Jeton inattendu)|UnexpectedToken",
        "Windows PowerShell 5.1 read the script in another encoding than it was written in, and took some of its signs for quotes.",
        by_hand(
            text(
                "Run it with PowerShell 7: winget install Microsoft.PowerShell, then pwsh -File SCRIPT.ps1"
            )
        ),
        by_hand(text("Or save it as UTF-8 with BOM (Save as in Notepad), and start that file")),
        weight=Weight.SHARP,
        where=r"\?{3}|â€|вЂ|Ð.Ñ|РџС",
        seen=(
            (
                'iex : At line:267 char:17\n+     Write-Host "??? Installed at $wrapperPath"\n+                 ~~~\n'
                "Unexpected token '???' in expression or statement.",
                "JoeInnsp23/claude-glm-wrapper#1",
            ),
        ),
    ),
    symptom(
        "windows.call-operator",
        # Its lines have lost the sign + before this is searched.
        r"^(?:\.\.\. [^\n]*)?[\"'][^\"'\n]+\.(?:exe|py|bat|cmd)[\"'] [^\n]+\n~+\n[^\n]+",
        "PowerShell takes a path in quotes at the beginning of a line for a text, and not for a program.",
        by_hand(text('Write & before it: & "C:\\PATH\\python.exe" -m pip install PACKAGE')),
        weight=Weight.SHARP,
        where=r"UnexpectedToken|Unexpected token",
        seen=(
            (
                'At line:1 char:41\n+ "C:\\x y\\python.exe" -m pip install resemblyzer\n+                     ~~\n'
                "Unexpected token '-m' in expression or statement.\n    + FullyQualifiedErrorId : UnexpectedToken",
                f"{_ABOUT}about_operators",
            ),
        ),
    ),
    symptom(
        "windows.line-not-understood",
        r"CategoryInfo +: ParserError",
        "PowerShell does not understand the line: a quote or bracket is not closed, or it is a line for another terminal. Nothing of "
        "it was run.",
        by_hand(
            text('Type it anew with plain quotes ("), or take cmd if the line is meant for it')
        ),
        weight=Weight.VAGUE,
        seen=(
            (
                'The string is missing the terminator: ".\n    + CategoryInfo          : ParserError: (:) [], '
                "ParentContainsErrorRecordException",
                f"{_ABOUT}about_quoting_rules",
            ),
        ),
    ),
    symptom(
        "network.tls-windows",
        r"Could not establish trust relationship for the SSL/TLS|The SSL connection could not be established"
        r"|доверительные отношения для защищенного канала|Vertrauensstellung für den (?:geschützten|sicheren) SSL"
        r"|relation d'approbation pour le canal sécurisé SSL|SSL/TLS 安全通道建立信任关系|CERT_TRUST_REVOCATION_STATUS_UNKNOWN"
        r"|CRYPT_E_NO_REVOCATION_CHECK|CRYPT_E_REVOCATION_OFFLINE",
        "Windows itself does not trust the certificate of the server: a proxy of the company or a virus scanner signs anew what "
        "passes, the list of revoked certificates cannot be reached, or the clock of this machine is wrong.",
        by_hand(
            text("Look who signed it: open the address in a browser, and press the lock beside it")
        ),
        by_hand(
            text(
                "Ask for the proxy and the root certificate of the network, or try another network"
            )
        ),
        shared_remedies.CLOCK,
        weight=Weight.SHARP,
        looks=("huggingface.reach",),
        seen=(
            (
                "irm : The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.",
                "https://learn.microsoft.com/dotnet/framework/network-programming/tls",
            ),
        ),
    ),
    symptom(
        "network.tls-old",
        r"Could not create SSL/TLS secure channel|Не удалось создать защищенный канал SSL/TLS|sicherer SSL/TLS-Kanal (?:erstellt|konnte nicht)"
        r"|未能创建 SSL/TLS 安全通道",
        "This Windows PowerShell speaks an older TLS than the server asks for.",
        by_hand(
            text(
                "In the same window first: [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.",
                "https://learn.microsoft.com/dotnet/framework/network-programming/tls",
            ),
        ),
    ),
)
