"""What a RECORD says that a wheel has brought."""

from importlib import metadata

from diarizer.files.of_wheels import recorded
from tests.dist_info import write_down


def test_names_are_found_in_any_case_with_versions_and_without_a_size(tmp_path):
    rows = (
        "thing/A.DLL,sha256=a,12",
        "thing/libb.so.1.0,,",
        '"thing/c, d.so",,7',
        "thing/so.py,,3",
    )
    info = write_down(tmp_path, "thing", "1.0", "\n".join(rows))

    found = list(recorded(metadata.Distribution.at(info), (".dll", ".so")))

    assert found == [("thing/A.DLL", 12), ("thing/libb.so.1.0", None), ("thing/c, d.so", 7)]


def test_a_package_without_a_record_brought_nothing_that_is_known(tmp_path):
    info = write_down(tmp_path, "thing", "1.0")

    assert list(recorded(metadata.Distribution.at(info), (".so",))) == []


def test_conda_changes_libraries_after_their_sizes_were_written_down(tmp_path):
    info = tmp_path / "thing-1.0.dist-info"
    info.mkdir()
    (info / "RECORD").write_text("thing/a.so,sha256=a,12\n", encoding="utf-8")
    (info / "INSTALLER").write_text("conda\n", encoding="utf-8")

    assert list(recorded(metadata.Distribution.at(info), (".so",))) == [("thing/a.so", None)]
