"""A download that is interrupted, cancelled, repeated or finds a damaged cache."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # the fake Hub is shared by the tests of both packages

from tests.fakehub import FakeHub, Fault, stand_ins  # noqa: E402
from tests.fakehub.client import download, environment, python  # noqa: E402

pytest.importorskip("huggingface_hub")

REPOSITORY = "pyannote/speaker-diarization-community-1"
FOLDER = "models--pyannote--speaker-diarization-community-1"
CDN = "GET cdn"


def cache(home):
    return home / "hub" / FOLDER


def leftovers(home):
    return [
        path for path in (home / "hub").rglob("*") if path.name.endswith((".incomplete", ".tmp"))
    ]


def moved(hub):
    """Bytes of large files that went over the wire."""
    return sum(seen.sent for seen in hub.log if seen.server == "cdn")


def assert_whole(hub, home):
    repository = hub.repositories[REPOSITORY]
    snapshot = cache(home) / "snapshots" / repository.commit
    for path in ("config.yaml", "segmentation/pytorch_model.bin", "embedding/pytorch_model.bin"):
        assert (snapshot / path).read_bytes() == repository.files[path].content
    assert (cache(home) / "refs" / "main").read_text(encoding="ascii") == repository.commit
    assert leftovers(home) == []


def test_the_plan_needs_no_token_and_its_sum_is_what_comes(tmp_path):
    code = (
        "from diarizer import models; p = models.plan(models.MODELS['pyannote']);"
        "print(p.total, p.missing)"
    )
    with FakeHub(persona="no-token") as hub:
        total, missing = map(int, python(hub, tmp_path, "-c", code).out.split())
    with FakeHub() as hub:
        answer = download(hub, tmp_path)
        assert python(hub, tmp_path, "-c", code).out.split() == [str(total), "0"]
    assert total == missing == answer["progress"][-1][2]


def test_the_progress_is_one_for_all_bytes_and_never_falls(tmp_path):
    with FakeHub() as hub:
        answer = download(hub, tmp_path)
    completed = [at[1] for at in answer["progress"]]
    assert completed == sorted(completed)
    assert {at[2] for at in answer["progress"]} == {completed[-1]}
    assert_whole(hub, tmp_path)


def test_a_second_run_asks_nobody(tmp_path):
    with FakeHub() as hub:
        download(hub, tmp_path)
        hub.log.clear()
        answer = download(hub, tmp_path)
        assert hub.log == []
    assert answer["reference"] == ""


def test_huggingface_hub_finds_what_was_downloaded(tmp_path):
    code = f"""
from huggingface_hub import hf_hub_download, scan_cache_dir
hf_hub_download({REPOSITORY!r}, "pytorch_model.bin", subfolder="embedding", local_files_only=True)
cache = scan_cache_dir()
print(len(cache.repos), cache.warnings)
"""
    with FakeHub() as hub:
        download(hub, tmp_path)
        assert python(hub, tmp_path, "-c", code).out == "1 []\n"


def test_what_huggingface_hub_downloaded_is_not_fetched_again(tmp_path):
    code = f"from huggingface_hub import snapshot_download; snapshot_download({REPOSITORY!r})"
    with FakeHub() as hub:
        python(hub, tmp_path, "-c", code)
        before = moved(hub)
        answer = download(hub, tmp_path)
        assert moved(hub) == before
    assert answer["hashed"]


def test_a_reset_is_taken_up_where_it_broke(tmp_path):
    with FakeHub() as hub:
        hub.fail(Fault(CDN, cut="rst", after=70_000, times=1))
        download(hub, tmp_path)
        assert any(seen.range for seen in hub.log)
    assert_whole(hub, tmp_path)


def test_a_server_that_knows_no_ranges_begins_anew(tmp_path):
    content = stand_ins()[0].files["segmentation/pytorch_model.bin"].content
    with FakeHub() as hub:
        hub.fail(
            Fault(CDN, cut="fin", after=50_000, times=1),
            Fault(CDN, status=200, body=content, times=1),
        )
        download(hub, tmp_path)
    assert_whole(hub, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("percent", [0, 1, 10, 20, 35, 50, 65, 80, 95, 99])
def test_after_a_kill_the_next_run_goes_on_and_leaves_nothing_behind(percent, tmp_path):
    with FakeHub(stand_ins(2_000_000)) as hub:
        hub.fail(Fault(CDN, rate=4_000_000))
        whole = sum(len(content) for content in large(hub))
        code = "from diarizer import models; models.download(models.MODELS['pyannote'])"
        process = subprocess.Popen([sys.executable, "-c", code], env=environment(hub, tmp_path))
        while moved(hub) < whole * percent // 100 or not hub.log:
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()  # SIGKILL; TerminateProcess on Windows
        process.wait()
        hub.faults.clear()
        time.sleep(0.1)  # the server notices the end of its client
        kept = sum(path.stat().st_size for path in (cache(tmp_path) / "blobs").glob("*"))
        hub.log.clear()
        answer = download(hub, tmp_path)
        assert answer["reference"] == ""
        assert moved(hub) <= whole - kept + 1000  # config.yaml is counted in what was kept
    assert_whole(hub, tmp_path)


def test_what_a_kill_left_while_the_revision_was_written_down_is_removed(tmp_path):
    with FakeHub() as hub:
        download(hub, tmp_path)
        for name in ("refs/main.4711.tmp", "diarizer.json.4711.tmp"):
            (cache(tmp_path) / name).write_text("half", encoding="ascii")
        (cache(tmp_path) / "refs" / "main").unlink()
        assert len(leftovers(tmp_path)) == 2
        download(hub, tmp_path)
        assert_whole(hub, tmp_path)


def large(hub):
    files = hub.repositories[REPOSITORY].files.values()
    return [blob.content for blob in files if blob.is_large]


@pytest.mark.skipif(os.name == "nt", reason="SIGINT")
def test_cancelling_leaves_a_usable_state(tmp_path):
    # A suite that runs in the background ignores the signal, and its children would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    script = str(ROOT / "scripts" / "download_diarization_model.py")
    with FakeHub() as hub:
        hub.fail(Fault(CDN, rate=100_000))
        process = subprocess.Popen(
            [sys.executable, script],
            env=environment(hub, tmp_path),
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        while moved(hub) < 50_000:
            assert process.poll() is None
            time.sleep(0.01)
        signal.signal(signal.SIGINT, before)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
        assert process.returncode == 130
        assert "Cancelled" in said
        assert "Traceback" not in said
        hub.faults.clear()
        assert download(hub, tmp_path)["reference"] == ""
    assert_whole(hub, tmp_path)


def test_an_exception_of_progress_cancels_and_arrives_as_it_is(tmp_path):
    code = """
from diarizer import models
class Stop(Exception): pass
def stop(*at): raise Stop("enough")
try:
    models.download(models.MODELS["pyannote"], progress=stop)
except Stop as error:
    print(error)
"""
    with FakeHub() as hub:
        assert python(hub, tmp_path, "-c", code).out == "enough\n"
        download(hub, tmp_path)
    assert_whole(hub, tmp_path)


@pytest.mark.parametrize("damage", [b"", b"version https://git-lfs.github.com/spec/v1\n", None])
def test_a_damaged_file_is_recognised_and_fetched_again(damage, tmp_path):
    code = """
import json
from diarizer import models
states = models.verify(models.MODELS["pyannote"], deep=True)
print(json.dumps([state.state.value for state in states]))
"""
    names = {b"": "wrong size", None: "wrong hash"}
    with FakeHub() as hub:
        download(hub, tmp_path)
        path = next(cache(tmp_path).glob("snapshots/*/embedding/pytorch_model.bin"))
        path.write_bytes(b"\0" * path.stat().st_size if damage is None else damage)
        states = json.loads(python(hub, tmp_path, "-c", code).out)
        assert states.count(names.get(damage, "Git LFS pointer")) == 1
        assert states.count("whole") == 4
        hub.log.clear()
        download(hub, tmp_path)
        assert moved(hub) == path.stat().st_size
    assert_whole(hub, tmp_path)


def test_the_leftovers_of_others_are_swept_unless_they_are_at_work(tmp_path):
    blobs = cache(tmp_path) / "blobs"
    blobs.mkdir(parents=True)
    orphan = blobs / f"{'a' * 64}.01234567.incomplete"
    orphan.write_bytes(b"half")
    busy = blobs / f"{'b' * 64}.incomplete"
    busy.write_bytes(b"half")
    filelock = pytest.importorskip("filelock")
    lock = tmp_path / "hub" / ".locks" / FOLDER / f"{'b' * 64}.lock"
    lock.parent.mkdir(parents=True)
    with FakeHub() as hub, filelock.FileLock(lock):
        download(hub, tmp_path)
    assert leftovers(tmp_path) == [busy]


def test_a_file_that_another_program_downloads_is_waited_for_and_then_named(tmp_path):
    filelock = pytest.importorskip("filelock")
    with FakeHub() as hub:
        etag = hub.repositories[REPOSITORY].files["config.yaml"].etag
        lock = tmp_path / "hub" / ".locks" / FOLDER / f"{etag}.lock"
        lock.parent.mkdir(parents=True)
        with filelock.FileLock(lock):
            answer = download(hub, tmp_path, timeout=2)
    assert answer["reference"] == "download.busy"


def test_it_works_where_no_links_can_be_made(tmp_path):
    with FakeHub() as hub:
        answer = download(hub, tmp_path, HF_HUB_DISABLE_SYMLINKS="1")
        assert answer["hashed"]
        hub.log.clear()
        assert download(hub, tmp_path, HF_HUB_DISABLE_SYMLINKS="1")["reference"] == ""
        assert hub.log == []
    assert not any(path.is_symlink() for path in (tmp_path / "hub").rglob("*"))
    assert_whole(hub, tmp_path)


def test_a_link_that_is_made_and_cannot_be_followed_is_noticed(tmp_path):
    code = """
from pathlib import Path
from diarizer import models
Path.symlink_to = lambda self, target: None
models.download(models.MODELS["pyannote"])
states = models.verify(models.MODELS["pyannote"], deep=True)
print({(state.state.value, state.hashed) for state in states})
"""
    with FakeHub() as hub:
        assert python(hub, tmp_path, "-c", code).out == "{('whole', True)}\n"
    assert_whole(hub, tmp_path)


@pytest.mark.skipif(
    os.name == "nt" or not Path("/dev/full").exists(), reason="a disk that is full by design"
)
def test_a_full_disk_is_named(tmp_path):
    with FakeHub() as hub:
        blob = hub.repositories[REPOSITORY].files["segmentation/pytorch_model.bin"]
        blobs = cache(tmp_path) / "blobs"
        blobs.mkdir(parents=True)
        (blobs / f"{blob.etag}.incomplete").symlink_to("/dev/full")
        answer = download(hub, tmp_path)
    assert (answer["kind"], answer["reference"]) == ("StorageFailed", "disk.full")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "hub").write_text("a file where the folder should be", encoding="utf-8")
    with FakeHub() as hub:
        answer = download(hub, home)
    assert answer["reference"] == "disk.not-writable"


def test_a_path_in_cyrillic_is_a_path_like_any_other(tmp_path):
    home = tmp_path / "Иван Петров"
    home.mkdir()
    with FakeHub() as hub:
        answer = download(hub, home, PYTHONUTF8="1")
    assert answer["reference"] == ""
    assert_whole(hub, home)


def test_nothing_is_asked_of_the_xet_hosts(tmp_path):
    with FakeHub() as hub:
        hub.extra_headers = {"X-Xet-Hash": "a" * 64, "X-Xet-Refresh-Route": "/api/xet-token"}
        answer = download(hub, tmp_path)
    assert answer["reference"] == ""
    assert not any("xet" in seen.path for seen in hub.log)


def test_a_commit_that_changes_in_the_middle_does_not_mix(tmp_path):
    with FakeHub() as hub:
        download(hub, tmp_path)
    heads = [seen.path for seen in hub.log if seen.method == "HEAD" and "resolve/" in seen.path]
    assert [path for path in heads if "/resolve/main/" in path] == [
        f"/{REPOSITORY}/resolve/main/config.yaml"
    ]


def test_a_disk_that_is_too_small_is_told_before_the_first_byte(tmp_path):
    code = """
import shutil
from diarizer import errors, models
shutil.disk_usage = lambda path: shutil._ntuple_diskusage(10**9, 10**9, 1000)
try:
    models.download(models.MODELS["pyannote"])
except errors.StorageFailed as error:
    print(error)
"""
    with FakeHub() as hub:
        done = python(hub, tmp_path, "-c", code)
        assert moved(hub) == 0
    assert "The disk is full" in done.out
    assert "0 MB free" in done.out
