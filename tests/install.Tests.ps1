# Pester 5: Invoke-Pester tests\install.Tests.ps1
# What only a PowerShell can show of install.ps1; tests/test_install_ps1.py runs it where there is one.

BeforeAll {
    $script:Source = Join-Path (Split-Path $PSScriptRoot) 'install.ps1'
    $script:Shell = (Get-Process -Id $PID).Path

    # Blanks, a quote and brackets, all of which a user's folder may have.
    function New-Checkout {
        $folder = Join-Path $TestDrive ("it's my [project] " + [guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path ([WildcardPattern]::Escape($folder)) -ErrorAction SilentlyContinue
        $null = [IO.Directory]::CreateDirectory($folder)
        Copy-Item -LiteralPath $script:Source -Destination $folder
        $null = [IO.File]::WriteAllText((Join-Path $folder 'pyproject.toml'), '')
        return $folder
    }

    # In a process of its own, as a user starts it, so that "exit" is an exit code.
    function Invoke-Installer([string] $Folder, [string[]] $Rest) {
        $lines = & $script:Shell -NoProfile -ExecutionPolicy Bypass -File (Join-Path $Folder 'install.ps1') @Rest
        return @{ Code = $LASTEXITCODE; Lines = @($lines) }
    }
}

Describe 'install.ps1' {
    It 'says where to go when there is no project beside it' {
        $folder = Join-Path $TestDrive 'empty'
        $null = [IO.Directory]::CreateDirectory($folder)
        Copy-Item -LiteralPath $Source -Destination $folder
        $done = Invoke-Installer $folder @('-DryRun')
        $done.Code | Should -Be 1
        ($done.Lines -join ' ') | Should -BeLike '*Next: download the project*'
    }

    It 'refuses a Python that is none, and names the way to get one' {
        $done = Invoke-Installer (New-Checkout) @('-DryRun', '-Python', 'no-such-python')
        $done.Code | Should -Be 1
        ($done.Lines -join ' ') | Should -BeLike '*Next: winget install*'
    }

    It 'prints commands that PowerShell reads as they were meant, and does nothing' -Skip:($env:OS -ne 'Windows_NT') {
        $folder = New-Checkout
        $done = Invoke-Installer $folder @('-DryRun', '-Backend', 'resemblyzer,pyannote')
        $done.Code | Should -Be 0
        Test-Path -LiteralPath (Join-Path $folder '.venv') | Should -BeFalse
        foreach ($line in $done.Lines) {
            $wrong = $null
            $null = [Management.Automation.Language.Parser]::ParseInput($line, [ref] $null, [ref] $wrong)
            $wrong | Should -BeNullOrEmpty
        }
        $done.Lines[-1] | Should -BeLike '* -m setup_doctor setup * --backend resemblyzer --backend pyannote'
    }

    It 'passes over a Python that is registered on a drive that is gone' -Skip:($env:OS -ne 'Windows_NT') {
        $gone = 'ZYXWVUTSRQPONMLKJIHGFED'.ToCharArray() | Where-Object { -not (Test-Path "${_}:\") } | Select-Object -First 1
        $key = 'HKCU:\Software\Python\PythonCore\3.12\InstallPath'
        $before = if (Test-Path -LiteralPath $key) { (Get-Item -LiteralPath $key).GetValue('') }
        $null = New-Item -Path $key -Force -Value "${gone}:\Python312"
        try { $done = Invoke-Installer (New-Checkout) @('-DryRun') }
        finally {
            if ($before) { $null = New-Item -Path $key -Force -Value $before }
            else { Remove-Item -LiteralPath $key }
        }
        ($done.Lines -join ' ') | Should -Not -BeLike '*Cannot find drive*'
        ($done.Lines -join ' ') | Should -Not -BeLike "*${gone}:*"
    }

    It 'says of a Python that was named what it is, and does not speak of a search' {
        $folder = New-Checkout
        $done = Invoke-Installer $folder @('-DryRun', '-Python', $folder)
        $done.Code | Should -Be 1
        ($done.Lines -join ' ') | Should -BeLike '*is a folder; -Python wants the python.exe in it.*'
        ($done.Lines -join ' ') | Should -Not -BeLike '*looked at*'
    }

    It 'names a variable that keeps every Python from starting' -Skip:($env:OS -ne 'Windows_NT') {
        $folder = New-Checkout
        $env:PYTHONHOME = Join-Path $folder 'gone'
        try {
            $done = Invoke-Installer $folder @('-DryRun')
        }
        finally {
            Remove-Item -LiteralPath Env:\PYTHONHOME
        }
        $done.Code | Should -Be 1
        ($done.Lines -join ' ') | Should -BeLike '*does not start as PYTHONHOME is set to*'
    }

    It 'takes no word by its position: a blank in place of a comma is refused' {
        $done = Invoke-Installer (New-Checkout) @('-DryRun', '-Backend', 'resemblyzer', 'pyannote')
        $done.Code | Should -Not -Be 0
        ($done.Lines -join ' ') | Should -Not -BeLike '*pyannote is not a 64-bit Python*'
    }

    It 'refuses a misspelt backend before it looks for a Python' {
        $done = Invoke-Installer (New-Checkout) @('-Backend', 'resemblizer')
        $done.Code | Should -Be 1
        $done.Lines[-1] | Should -Be "There is no backend 'resemblizer'. Known: resemblyzer, open, pyannote, nemotron."
    }

    It 'refuses what setup would refuse, before it looks for a Python' {
        $done = Invoke-Installer (New-Checkout) @('-Full', '-Cuda')
        $done.Code | Should -Be 1
        $done.Lines[0] | Should -BeLike '-Cuda is for Linux; *'
        $done = Invoke-Installer (New-Checkout) @('-Full', '-Light')
        $done.Code | Should -Be 1
        $done.Lines[-1] | Should -Be '-Light is without torch, -Full and -Cuda are with it: choose one.'
    }

    It 'ends nobody''s script when it is run from a text in it, however strict that script is' {
        $folder = New-Checkout
        $theirs = Join-Path $folder 'theirs.ps1'
        $code = @(
            'Set-StrictMode -Version Latest'
            'Set-Location -LiteralPath $PSScriptRoot'
            'Invoke-Expression ([IO.File]::ReadAllText((Join-Path $PSScriptRoot ''install.ps1'')))'
            'Write-Output "still here, $LASTEXITCODE"'
        )
        [IO.File]::WriteAllLines($theirs, $code)
        # No project here: it has nothing to do, and says so.
        Remove-Item -LiteralPath (Join-Path $folder 'pyproject.toml')
        $lines = @(& $script:Shell -NoProfile -ExecutionPolicy Bypass -File $theirs 2>&1)
        $lines[-1] | Should -Be 'still here, 1'
        ($lines -join ' ') | Should -Not -BeLike '*PropertyNotFound*'
    }

    It 'leaves PATH and the proxies of the window alone' -Skip:($env:OS -ne 'Windows_NT') {
        $before = $env:PATH, $env:HTTPS_PROXY, $env:NO_PROXY
        & (Join-Path (New-Checkout) 'install.ps1') -DryRun -Python no-such-python *> $null
        $env:PATH, $env:HTTPS_PROXY, $env:NO_PROXY | Should -Be $before
    }
}
