"""Kinds of texts where what stands last, or sounds most known, is not what is wrong: by texts of our own."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS


def lead(text):
    return judge(text, SYMPTOMS).lead


def cause(text):
    found = lead(text)
    return found.cause if found else None


def meaning(text):
    return str(lead(text).meaning)


_LINK = "OSError: [WinError 1314] Клиент не обладает требуемыми правами: "


def test_a_link_of_speechbrain_is_told_from_one_of_the_cache():
    own = _LINK + r"'D:\\hub\\models--speechbrain--x\\model.ckpt' -> 'D:\\Иван\\voices\\model.ckpt'"
    cache = _LINK + r"'..\\..\\blobs\\ab12' -> 'D:\\hub\\snapshots\\cd34\\config.yaml'"
    assert cause(own) == cause(cache) == "windows.links"
    assert "LocalStrategy.COPY" in str(lead(own).remedies[0].title)
    assert "HF_HUB_DISABLE_SYMLINKS 1" in str(lead(cache).remedies[0].title)


def test_a_speechbrain_that_asks_for_k2_is_sent_to_the_version_that_mends_it_on_windows():
    text = (
        r'File "D:\v\Lib\site-packages\speechbrain\integrations\nlp\__init__.py", line 3'
        "\nImportError: Lazy import of LazyModule(package=None, target=speechbrain.integrations.nlp, loaded=False) failed"
    )
    assert lead(text).needs == ("speechbrain>=1.1.1",)


@pytest.mark.parametrize("path", [r"..\meson.build", r"..\..\meson.build", "../meson.build"])
def test_meson_without_a_compiler_is_known_with_the_paths_of_each_system(path):
    text = (
        "Project name: scikit-learn\nWARNING: Failed to activate VS environment\n"
        f"\n{path}:1:0: ERROR: Unknown compiler(s): [['cl'], ['gcc']]"
    )
    assert cause(text) == "packages.compiler-other"
    assert lead(text).meaning.values["package"] == "scikit-learn"


def test_meson_names_the_package_by_its_folder_where_no_other_line_does():
    text = r'..\..\soxr\meson.build:12:3: ERROR: Dependency "soxr" not found, tried pkgconfig and cmake'
    assert cause(text) == "packages.foreign-headers"
    assert lead(text).meaning.values["package"] == "soxr"


def test_one_line_of_a_compiler_is_enough_where_it_leads_into_the_source_of_a_package():
    text = r"src\av\codec.c(77): fatal error C1083: Cannot open include file: 'libavcodec/codec.h': No such file"
    assert cause(text) == "packages.foreign-headers"
    assert lead(text).meaning.values["package"] == "av"


def test_a_header_that_lacks_in_a_program_of_ones_own_is_not_a_package():
    assert cause(r"main.c(3): fatal error C1083: Cannot open include file: 'my.h'") is None


def test_two_versions_of_cuda_are_not_told_as_a_torch_for_the_processor():
    text = (
        "RuntimeError: Detected that PyTorch and TorchAudio were compiled with different CUDA versions. "
        "PyTorch has CUDA version 12.8 whereas TorchAudio has CUDA version 12.6."
    )
    assert cause(text) == "packages.torch-family"
    assert "two different versions of CUDA" in meaning(text)


def test_versions_of_one_package_that_ask_for_the_same_are_no_conflict():
    head = "ERROR: Cannot install diart because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n"
    same = (
        head
        + "    diart 0.9.1 depends on torch>=2\n    diart 0.9.0 depends on torch>=2\n\nTo fix this you could try to:"
    )
    other = (
        head
        + "    diart 0.9.1 depends on torch>=2\n    diart 0.9.0 depends on torch>=2\n    lhotse 1.0 depends on torch<2\n"
    )
    assert cause(same) == "python.no-wheels"
    assert lead(same).meaning.values["wanted"] == "torch>=2"
    assert cause(other) == "packages.conflict"


def test_an_index_that_hides_the_others_is_no_conflict_of_packages():
    text = (
        "× No solution found when resolving dependencies:\n"
        "╰─▶ Because there is no version of scipy==1.15.0 and your project depends on scipy==1.15.0, we can conclude that "
        "your project's requirements are unsatisfiable.\n\n"
        "hint: `scipy` was found on https://download.pytorch.org/whl/cpu, but not at the requested version (scipy==1.15.0)."
    )
    assert cause(text) == "packages.local-version"
    assert lead(text).meaning.values["package"] == "scipy"
    assert lead(text).meaning.values["index"] == "download.pytorch.org/whl/cpu"


def test_a_torch_without_files_for_this_python_is_not_sent_after_another_system():
    text = (
        "× No solution found when resolving tool dependencies:\n"
        "╰─▶ Because torch>=2.1.0,<=2.3.1 has no wheels with a matching Python ABI tag and torch==2.4.0 has no wheels with a "
        "matching platform tag, we can conclude that it cannot be used."
    )
    assert cause(text) == "python.no-wheels"


_FULL = (
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n\n"
)
_MISSING = (
    'Traceback (most recent call last):\n  File "app.py", line 1, in <module>\n    import torch\n'
    "ModuleNotFoundError: No module named 'torch'\n"
)


def test_a_module_is_missing_because_pip_could_not_install_it():
    assert cause(f"Collecting torch\n{_FULL}{_MISSING}") == "disk.full"


def test_what_is_missing_after_another_command_was_typed_stands_for_itself():
    assert cause(f"Collecting torch\n{_FULL}C:\\a> python app.py\n{_MISSING}") == "packages.missing"


def test_the_hint_of_uv_about_pkg_resources_does_not_lead_to_a_package_of_that_name():
    text = "hint: This error likely indicates that `tts` depends on `pkg_resources`, but doesn't declare it as a build dependency."
    assert cause(text) == "packages.pkg-resources"
    assert 'tts = ["setuptools<81"]' in str(lead(text).remedies[0].title)


def test_a_hub_that_does_not_know_token_is_old():
    text = "TypeError: snapshot_download() got an unexpected keyword argument 'token'"
    assert lead(text).needs == ("huggingface_hub>=0.23",)


@pytest.mark.parametrize(
    "code, known",
    [
        ("-6", "python.aborted"),
        ("134", "python.aborted"),
        ("-11", "python.segmentation-fault"),
        ("-9", "memory.full"),
    ],
)
def test_a_worker_that_a_signal_ended_is_known_by_its_number_as_programs_write_it(code, known):
    for words in ("Recogniser exited unexpectedly (code {})", "The worker died, exit code: {}"):
        assert cause(f"{words.format(code)}\nSubprocess has ended") == known


def test_a_number_of_that_size_that_is_no_end_of_a_process_says_nothing():
    assert cause("ERROR: the download failed, try code 1349 of the page") is None


def test_an_answer_that_is_no_json_is_known_without_the_name_of_the_error():
    assert cause('error: "Expecting value: line 1 column 1 (char 0)"') == "files.no-json"


def test_a_folder_of_another_maker_of_cards_that_ctranslate2_asks_for_is_no_missing_dll():
    text = (
        r'File "D:\v\Lib\site-packages\ctranslate2\__init__.py", line 22, in <module>'
        '\n    add_dll_directory(f"{package_dir}/../_rocm_sdk_core/bin")\n'
        "FileNotFoundError: [WinError 3] Системе не удается найти указанный путь: "
        r"'D:\\v\\Lib\\site-packages\\ctranslate2/../_rocm_sdk_core/bin'"
    )
    assert lead(text).needs == ("ctranslate2>=4.7.1",)
