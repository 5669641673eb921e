"""A name or an argument that a package does not know: what calls it was written for another version."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import symptom

VERSIONS = (
    symptom(
        "packages.name-gone",
        r"cannot import name '(?P<what>\w+)' from '(?P<module>[\w.]+)'",
        "{module} has no {what}: it is newer, or older, than what asks for it was written for.",
        by_hand(
            text(
                "Install {distribution} in the version that the program names in its requirements.txt or README",
                distribution="...",
            )
        ),
        by_hand(
            text("Or bring what asks for it up to date: the last file of the traceback names it")
        ),
        apart="If you have just updated one of the two, go back with that one first.",
        looks=("packages.combination",),
        seen=(
            (
                "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
                "https://docs.python.org/3/library/exceptions.html",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"TypeError: (?P<what>[\w.]+)\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        "{what} does not know the argument {word}: what calls it was written for another version, newer or older, of the package "
        "that it belongs to.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        apart="The last file of the traceback is the package that is called, the one above it calls: if that is your own "
        "code, look for {word} in the notes on that package's versions.",
        looks=("packages.combination",),
        seen=(
            (
                "TypeError: hf_hub_download() got an unexpected keyword argument 'proxies'",
                "https://docs.python.org/3/library/exceptions.html#TypeError",
            ),
        ),
    ),
    symptom(
        "packages.name-gone",
        r"AttributeError: module '(?P<module>[\w.]+)' has no attribute '(?P<what>\w+)'",
        "{module} has no {what}: what calls it was written for another version of it.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        apart="If {module} is a file of your own, or the path of the traceback leads to one, that file hides the package.",
        looks=("packages.combination",),
        seen=(
            (
                "AttributeError: module 'pyAudioAnalysis.audioSegmentation' has no attribute 'speakerDiarization'",
                "sukesh167/Depression-Detection-in-speech#1",
            ),
        ),
    ),
)
