"""Processes that die, with the numbers that they leave."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_STATUS = "https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55"

CRASHES = (
    symptom(
        "windows.crash-memory",
        r"0xC0000005|-1073741819\b|3221225477\b|Windows fatal exception: access violation|0xC0000374|-1073740940\b",
        "A compiled part of a package crashed: libraries that do not fit each other, a driver, or a damaged file.",
        shared_remedies.RUNTIME,
        shared_remedies.ONE_SOURCE,
        shared_remedies.ON_THE_PROCESSOR,
        looks=("packages.torch-answers", "windows.runtime"),
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        seen=(
            ("Process finished with exit code -1073741819 (0xC0000005)", "python/cpython#90995"),
            ("[Crash] Backend died (exit code -1073741819)", "debpalash/VoiceStudio#1275"),
            ("进程已结束，退出代码为 -1073741819 (0xC0000005)", "zai-org/GLM-4-Voice#145"),
        ),
    ),
    symptom(
        "python.segmentation-fault",
        r"Segmentation fault ?(?:\(core dumped\)|: 11)|^zsh: segmentation fault\b|\] +\d+ segmentation fault\b|Fatal Python error: Segmentation fault|\bsig(?:nal:?|=) ?11\b|exit(?:ed with)?(?: status| code)?:? (?:139|-11)\b|\b(?:exited|terminated|stopped|failed)\b[^\n]{0,24}\bcode:? (?:139|-11)\b|SIGSEGV",
        "A compiled part of a package crashed: libraries that do not fit each other, a driver, or a damaged file.",
        shared_remedies.ONE_SOURCE,
        shared_remedies.ON_THE_PROCESSOR,
        looks=("packages.torch-answers", "packages.builds"),
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        seen=(
            (
                "Segmentation fault (core dumped)",
                "https://docs.python.org/3/library/faulthandler.html",
            ),
        ),
    ),
    symptom(
        "windows.crash-guard",
        r"0xC0000409|-1073740791\b|3221226505\b|0xC00000FD|-1073741571\b|3221225725\b",
        "A compiled part of a package stopped itself (a fast fail, or a stack that was full), often cuDNN or Qt at "
        "the end of the work.",
        shared_remedies.ON_THE_PROCESSOR,
        shared_remedies.ONE_SOURCE,
        looks=("packages.torch-answers",),
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        seen=(("Process exited with code 3221226505.", "meizhong986/WhisperJAV#125"),),
    ),
    symptom(
        "windows.old-processor",
        r"0xC000001D|-1073741795\b|3221225501\b|Illegal instruction|(?<!')\bSIGILL\b|\bsig(?:nal:?|=) ?4\b|exit(?:ed with)?(?: status| code)? (?:132|-4)\b",
        "The processor lacks instructions that the package was built with (AVX).",
        shared_remedies.LIGHT,
        weight=Weight.SHARP,
        seen=(
            ("Illegal instruction (core dumped)", _STATUS),
            ("INFO: Service exited with code 256 (by signal 4)", "home-assistant/addons#3035"),
        ),
    ),
    symptom(
        "windows.stopped",
        r"0xC000013A|-1073741510\b|3221225786\b|^KeyboardInterrupt$",
        "The program was stopped by Ctrl+C, or its window was closed.",
        by_hand(text("Start it again")),
        weight=Weight.VAGUE,
        seen=(
            (
                "Process finished with exit code -1073741510 (0xC000013A: interrupted by Ctrl+C)",
                _STATUS,
            ),
        ),
    ),
    symptom(
        "python.bootstrapping",
        r"before the current process has finished its bootstrapping phase|freeze_support\(\)",
        "On Windows and macOS every worker process runs the script from its beginning, and starts workers of its own.",
        shared_remedies.GUARD,
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: An attempt has been made to start a new process before the current process has finished its "
                "bootstrapping phase.",
                "juanmc2005/diart#6",
            ),
            (
                "RuntimeError: An attempt has been made to start a new process before the current process has finished its "
                "bootstrapping phase. freeze_support()",
                "KoljaB/RealtimeSTT#174",
            ),
        ),
    ),
    symptom(
        "python.shared-memory",
        r"killed by signal: Bus error|shared memory \(shm\)|out of shared memory|unable to (?:write to|mmap) [^\n]*</torch_[^\n]*No space left",
        "The processes of a DataLoader hand each other the samples through shared memory, and there is too little of it: a "
        "container gets 64 MB. The computer itself is not short of memory.",
        by_hand(
            text("Start the container with --shm-size=2g or --ipc=host; in compose: shm_size: 2gb")
        ),
        by_hand(text("Or ask for no further processes: num_workers=0")),
        weight=Weight.SHARP,
        apart="df -h /dev/shm says how much there is.",
        seen=(
            (
                "RuntimeError: DataLoader worker (pid 3867) is killed by signal: Bus error. It is possible that dataloader's "
                "workers are out of shared memory.",
                "clovaai/voxceleb_trainer#83",
            ),
            (
                "ERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).",
                "nianticlabs/simplerecon#3",
            ),
        ),
    ),
    symptom(
        "python.workers",
        r"BrokenProcessPool|DataLoader worker \(pid[^\n]*(?:killed|exited unexpectedly)|A process in the process pool was terminated",
        "A worker process died, most often for want of memory.",
        by_hand(text("Ask for fewer workers: num_workers=0, or --jobs 1")),
        shared_remedies.SMALLER,
        seen=(
            (
                "RuntimeError: DataLoader worker (pid(s) 1234) exited unexpectedly",
                "https://docs.pytorch.org/docs/stable/data.html",
            ),
        ),
    ),
)
