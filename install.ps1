<#
.SYNOPSIS
Finds a Python, makes .venv beside this file, installs, and hands over to "setup-doctor setup".

.DESCRIPTION
No compiler, no administrator, no change to PATH. Safe to interrupt and to run again.
If Windows refuses to run scripts:
    powershell -ExecutionPolicy Bypass -File .\install.ps1

.PARAMETER Test
Install what the tests need, and run them.

.PARAMETER DryRun
Print each command as it can be pasted, do nothing.

.PARAMETER Backend
Set up these backends, for example: -Backend resemblyzer,pyannote

.PARAMETER Full
With torch, so that "import resemblyzer" works in your own code.

.PARAMETER Cuda
Not for Windows: says what to do for a torch that uses a graphics card.

.PARAMETER Light
Without torch, whatever is there.

.PARAMETER Python
Use this python.exe.

.EXAMPLE
.\install.ps1

.EXAMPLE
.\install.ps1 -Python C:\Python312\python.exe -Backend resemblyzer
#>
# No binding by position: "-Backend resemblyzer pyannote" would take the second word for -Python.
[CmdletBinding(PositionalBinding = $false)]
param(
    [switch] $Test,
    [switch] $DryRun,
    [string[]] $Backend = @(),
    [switch] $Full,
    [switch] $Cuda,
    [switch] $Light,
    [string] $Python = ''
)

# This file is ASCII without a byte order mark: with one, "irm | iex" breaks; without one, Windows
# PowerShell reads anything else as ANSI. Everything lives in functions, and the last lines call
# them, so that half a download does nothing. What can be said in another language is said by Python.

# The versions for which every wheel exists; the best served first.
$SetupDoctorVersions = @('3.12', '3.11', '3.13', '3.10', '3.14')
# A misspelt one is told at once, and not by Python when everything is installed; a test compares them.
$SetupDoctorBackends = @('resemblyzer', 'open', 'pyannote', 'nemotron')
# What a Python that suits ends with, and nothing else: cmd.exe ends with 0 whatever it is asked.
$SetupDoctorSuits = 86

function Test-SetupDoctorCommand([string[]] $Command, [int] $Code = 0) {
    # One that cannot be started leaves the exit code of the one before it.
    $global:LASTEXITCODE = -1
    # Local to this function: in 5.1 a redirected program that writes to stderr is an error.
    $ErrorActionPreference = 'SilentlyContinue'
    $rest = @($Command | Select-Object -Skip 1)
    try {
        & $Command[0] @rest *> $null
    }
    catch {
        return $false
    }
    return ($LASTEXITCODE -eq $Code)
}

function Test-SetupDoctorPython([string[]] $Command) {
    # win-amd64 rules out 32 bit and ARM, for which there is no torch; the Store's Python comes by way of
    # "py", too. Judged by the exit code and not by what it prints: a Cyrillic path would not survive the
    # console's code page. No double quotes: 5.1 drops them on the way to a program.
    $code = 'import sys, sysconfig, venv, ensurepip; sys.exit(86 * ((3, 10) <= sys.version_info[:2] <= (3, 14)' +
        ' and sysconfig.get_platform() == ''win-amd64'' and ''WindowsApps'' not in sys.base_prefix))'
    return (Test-SetupDoctorCommand ($Command + @('-c', $code)) $SetupDoctorSuits)
}

function Get-SetupDoctorMinor([string[]] $Command) {
    # The exit code again: what is printed would need a decoding.
    $null = Test-SetupDoctorCommand ($Command + @('-c', 'import sys; sys.exit(sys.version_info[1])'))
    return $LASTEXITCODE
}

function Test-SetupDoctorVenv([string] $Own, [string] $Named) {
    # An interrupted run leaves an environment without a Python or without a pip that answers, and the
    # Python that made it may be gone since. Such a one is made anew; a whole one is kept, with all that
    # was downloaded into it, unless another Python was asked for by name.
    if (-not (Test-SetupDoctorPython @($Own))) { return $false }
    if (-not (Test-SetupDoctorCommand @($Own, '-m', 'pip', '--version'))) { return $false }
    if (-not $Named) { return $true }
    return ((Get-SetupDoctorMinor @($Own)) -eq (Get-SetupDoctorMinor @($Named)))
}

function Get-SetupDoctorProxy {
    # pip and the client of the Hub read HTTPS_PROXY, which they inherit, and the fixed proxy of the
    # system's settings. What they cannot do is run the script (PAC) that a company's settings name.
    # Windows can, and what it says is handed on to them.
    if ($env:HTTPS_PROXY -or $env:HTTP_PROXY -or $env:ALL_PROXY) { return '' }
    $key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
    try {
        $settings = Get-ItemProperty -LiteralPath $key
        if ($settings.ProxyEnable -eq 1 -or -not $settings.AutoConfigURL) { return '' }
        $target = [Uri] 'https://pypi.org/'
        $proxy = [Net.WebRequest]::GetSystemWebProxy().GetProxy($target)
        # For "no proxy" the target itself comes back.
        if ($proxy -and $proxy.Host -ne $target.Host) { return $proxy.AbsoluteUri }
    }
    catch {
        # The doctor looks at the network more closely, and says more, than could be done here.
        Write-Verbose "The system's proxy could not be asked: $_"
    }
    return ''
}

function Set-SetupDoctorProxy($State, [string] $Proxy) {
    if (-not $Proxy) { return }
    # With one of these set Python no longer reads the exceptions in the system's settings.
    $wanted = [ordered] @{ HTTPS_PROXY = $Proxy; HTTP_PROXY = $Proxy; NO_PROXY = 'localhost,127.0.0.1' }
    foreach ($name in @($wanted.Keys)) {
        if (Test-Path -LiteralPath "Env:\$name") { continue }
        if ($State.DryRun) {
            Write-Host ('$env:' + $name + " = '" + $wanted[$name] + "'")
            continue
        }
        Set-Item -LiteralPath "Env:\$name" -Value $wanted[$name]
        $State.Variables += $name
    }
}

function Reset-SetupDoctorVariable($State) {
    # They are those of the window in which this was started, and it stays open.
    foreach ($name in $State.Variables) { Remove-Item -LiteralPath "Env:\$name" }
}

function Get-SetupDoctorValue([string] $Key) {
    # No single key may end the search: one that must not be read is as good as none.
    try {
        if (Test-Path -LiteralPath $Key) { return [string] (Get-Item -LiteralPath $Key).GetValue('') }
    }
    catch {
        Write-Verbose "$Key could not be read: $_"
    }
    return ''
}

function Get-SetupDoctorCandidate {
    # The registry first (PEP 514): asking it starts nothing. The newer "py" may install what it lacks.
    foreach ($root in @('HKCU:\Software\Python\PythonCore', 'HKLM:\Software\Python\PythonCore')) {
        foreach ($version in $SetupDoctorVersions) {
            $folder = Get-SetupDoctorValue "$root\$version\InstallPath"
            # Put together as text: Join-Path wants the drive to be there, and a Python may have been
            # registered on one that is gone (USB, network, SUBST).
            if ($folder) { , @($folder.TrimEnd('\') + '\python.exe') }
        }
    }
    foreach ($version in $SetupDoctorVersions) { , @('py', "-$version") }
    # The Store's alias lies in WindowsApps; starting it opens a shop window.
    Get-Command -Name python, python3 -CommandType Application -All -ErrorAction SilentlyContinue |
        Where-Object { $_.Path -notlike '*\WindowsApps\*' } |
        ForEach-Object { , @($_.Path) }
}

function Find-SetupDoctorPython([string] $Named) {
    if ($Named) {
        if (Test-SetupDoctorPython @($Named)) { return , @($Named) }
        return $null
    }
    foreach ($candidate in @(Get-SetupDoctorCandidate)) {
        if (Test-SetupDoctorPython $candidate) { return , $candidate }
    }
    return $null
}

function Get-SetupDoctorHindrance([string] $Named) {
    # A variable such as PYTHONHOME, without which there is a Python that starts.
    foreach ($variable in @(Get-ChildItem -Path 'Env:PYTHON*')) {
        $place = 'Env:\' + $variable.Name
        Remove-Item -LiteralPath $place
        try {
            if (Find-SetupDoctorPython $Named) { return $variable }
        }
        finally {
            Set-Item -LiteralPath $place -Value $variable.Value
        }
    }
    return $null
}

function Format-SetupDoctorWord([string] $Word) {
    # A word that PowerShell would take apart: blanks, commas, brackets; and "-x.y", which it cuts in two.
    if ($Word -match '^[A-Za-z0-9_.:\\/=+-]+$' -and $Word -notmatch '^-.*\.') { return $Word }
    # PowerShell takes the typographic ones (U+2018 to U+201B) for quotes, too. In a regular expression
    # they can be written in ASCII.
    return "'" + ($Word -replace '([''\u2018-\u201b])', '$1$1') + "'"
}

function Format-SetupDoctorCommand([string[]] $Command) {
    $words = @($Command | ForEach-Object { Format-SetupDoctorWord $_ })
    # A quoted path alone is a string and not a command.
    if ($words[0].StartsWith("'")) { $words = @('&') + $words }
    return ($words -join ' ')
}

function Write-SetupDoctorStage($State, [string] $Line) {
    # A dry run prints nothing but commands.
    if (-not $State.DryRun -and $State.Code -eq 0) { Write-Host $Line }
}

function Invoke-SetupDoctorStep($State, [string[]] $Command) {
    if ($State.Code -ne 0) { return }
    if ($State.DryRun) {
        Write-Host (Format-SetupDoctorCommand $Command)
        return
    }
    # A program says by its exit code whether it failed, and may write to stderr as it likes.
    $ErrorActionPreference = 'Continue'
    $rest = @($Command | Select-Object -Skip 1)
    # One that cannot be started (a virus scanner took it) leaves the exit code of the one before it.
    $State.Code = 1
    try {
        & $Command[0] @rest
        $State.Code = $LASTEXITCODE
    }
    catch {
        Write-Host $_
    }
}

function Stop-SetupDoctor($State, [string[]] $Lines) {
    $Lines | ForEach-Object { Write-Host $_ }
    $State.Code = 1
}

function Stop-SetupDoctorForWantOfPython($State, [string] $Named) {
    $hindrance = Get-SetupDoctorHindrance $Named
    if ($hindrance) {
        $name = $hindrance.Name
        Stop-SetupDoctor $State @(
            "A Python is here, and does not start as $name is set to $($hindrance.Value).",
            "Next: Remove-Item Env:$name, then run this again.")
        return
    }
    if (-not $Named) {
        $lines = @('No 64-bit Python 3.10 to 3.14 was found (looked at: the registry, the py launcher, PATH).')
    }
    elseif (Test-Path -LiteralPath $Named -PathType Container) {
        $lines = @("$Named is a folder; -Python wants the python.exe in it.")
    }
    else {
        $lines = @("$Named is not a 64-bit Python 3.10 to 3.14 for x64 that answers.")
    }
    Stop-SetupDoctor $State ($lines + @(
            'The one from the Microsoft Store and 32-bit ones do not count.',
            'Next: winget install --id Python.Python.3.12 -e --scope user',
            '      (or https://www.python.org/downloads/), open a new window, and run this again.'))
}

function Install-SetupDoctor($State, [bool] $Test, [string[]] $Backend, [string] $Python, [string] $Here) {
    $ErrorActionPreference = 'Stop'
    # Under "irm | iex" the window's own strictness would hold here, for what may well be missing.
    Set-StrictMode -Off
    if ($PSVersionTable.PSVersion.Major -lt 5) {
        Stop-SetupDoctor $State 'PowerShell 5.1 or newer is needed.', 'Next: install Windows Management Framework 5.1.'
        return
    }
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        Stop-SetupDoctor $State 'A policy of this computer restricts PowerShell (constrained language mode).',
            'Next: in cmd.exe, in this folder: py -3.12 -m venv .venv',
            '      .venv\Scripts\python -m pip install .',
            '      .venv\Scripts\python -m setup_doctor setup'
        return
    }
    if (-not (Test-Path -LiteralPath (Join-Path $Here 'pyproject.toml'))) {
        Stop-SetupDoctor $State "There is no pyproject.toml in $Here.",
            'Next: download the project, go into its folder, and run .\install.ps1 there.'
        return
    }
    # "powershell -File" hands a,b over as one string.
    $names = @($Backend | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() } | Where-Object { $_ })
    $unknown = @($names | Where-Object { $SetupDoctorBackends -notcontains $_ })
    if ($unknown) {
        Stop-SetupDoctor $State "There is no backend '$($unknown[0])'. Known: $($SetupDoctorBackends -join ', ')."
        return
    }
    if ($Test -and ($names -or $State.Full -or $State.Cuda -or $State.Light)) {
        Stop-SetupDoctor $State '-Test goes with none of: -Backend, -Full, -Cuda, -Light.'
        return
    }
    # What "setup" would refuse when everything is installed.
    if ($State.Light -and ($State.Full -or $State.Cuda)) {
        Stop-SetupDoctor $State '-Light is without torch, -Full and -Cuda are with it: choose one.'
        return
    }
    if ($State.Cuda) {
        Stop-SetupDoctor $State '-Cuda is for Linux; here torch for CUDA comes from its own page, and stays.',
            'Next: .\install.ps1, then install torch into .venv as https://pytorch.org/get-started/locally/ says,',
            '      then .\install.ps1 -Full'
        return
    }
    # The newer "py", which is asked last, may download a Python without a word.
    Write-SetupDoctorStage $State 'Looking for a Python ...'
    $found = Find-SetupDoctorPython $Python
    if (-not $found) {
        Stop-SetupDoctorForWantOfPython $State $Python
        return
    }
    $venv = Join-Path $Here '.venv'
    $own = Join-Path $venv 'Scripts\python.exe'
    Set-SetupDoctorProxy $State (Get-SetupDoctorProxy)
    if (-not (Test-SetupDoctorVenv $own $Python)) {
        Write-SetupDoctorStage $State 'Making .venv ...'
        Invoke-SetupDoctorStep $State (@($found) + @('-m', 'venv', '--clear', $venv))
    }
    # The slash: of a folder that is called "project[1]" pip would take the end for extras. Not a
    # backslash, which would escape the quote behind it on the way to a program.
    $source = $Here + '/'
    if ($Test) { $source = $Here + '/[test]' }
    $constraints = Join-Path $Here 'setup_doctor\install\constraints.txt'
    Write-SetupDoctorStage $State 'Installing the doctor into .venv ...'
    # From typer 0.29 on every command loads pydantic, a tenth of a second and four packages more.
    # Not editable: the folder may be moved or deleted afterwards. Run again, it installs what changed.
    Invoke-SetupDoctorStep $State @($own, '-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check',
        '--constraint', $constraints, 'typer==0.28.0', $source)
    if ($State.Code -ne 0) {
        # From here on the doctor says what is wrong; up to here nobody else does.
        Stop-SetupDoctor $State "That did not work; the lines above say why (exit code $($State.Code)).",
            'Next: close programs that use .venv, see that there is a network, and run this again.',
            '      What was done already is kept.'
        return
    }
    if ($Test) {
        Invoke-SetupDoctorStep $State @($own, '-m', 'setup_doctor', 'install', 'resemblyzer', '--full')
        Invoke-SetupDoctorStep $State @($own, '-m', 'pytest', '-n', 'auto', '--dist', 'worksteal', $Here)
        return
    }
    $setup = @($own, '-m', 'setup_doctor', 'setup')
    # Without a terminal there is nobody to ask; having started this is the answer.
    if ([Console]::IsInputRedirected) { $setup += '--yes' }
    foreach ($name in $names) { $setup += @('--backend', $name) }
    if ($State.Full) { $setup += '--full' }
    if ($State.Light) { $setup += '--light' }
    Invoke-SetupDoctorStep $State $setup
}

$SetupDoctorHere = $PSScriptRoot
if (-not $SetupDoctorHere) { $SetupDoctorHere = (Get-Location).ProviderPath }
$SetupDoctorState = @{
    Code = 0; Variables = @(); DryRun = [bool] $DryRun
    Full = [bool] $Full; Cuda = [bool] $Cuda; Light = [bool] $Light
}
# Under "irm | iex" there is no file, and "exit" would close the user's window, or end the script in
# which somebody wrote it: $MyInvocation is theirs then, and has no path at a prompt.
# Called without catching what it returns, so that the programs keep the console to themselves.
try { Install-SetupDoctor $SetupDoctorState ([bool] $Test) $Backend $Python $SetupDoctorHere }
finally { Reset-SetupDoctorVariable $SetupDoctorState }
if ($PSCommandPath) { exit $SetupDoctorState.Code }
$global:LASTEXITCODE = $SetupDoctorState.Code
