# ruff: noqa: N818, the names say what is wrong; the tree says that it is an error
"""Everything that can go wrong in a diarization, as one tree of exceptions.

    DiarizerError
    ├── AudioError              the recording
    │   ├── AudioNotFound
    │   ├── AudioUnreadable     empty, cut, not audio, or a Git LFS pointer
    │   ├── NoAudioStream       a container without sound
    │   ├── MicrophoneUnavailable   missing, refused, taken, or nothing to open it with
    │   └── NoRoom              the disk is full, or has no folder for temporary files
    ├── BackendError            the engine
    │   ├── UnknownBackend
    │   └── BackendUnavailable  not installed, or it does not answer
    ├── ModelError              the weights
    │   ├── ModelMissing
    │   ├── ModelDamaged        cut, changed, or a Git LFS pointer
    │   └── DownloadFailed      it could not be fetched
    │       ├── AccessRefused   a token or an acceptance of terms is wanting
    │       ├── NetworkFailed   it could not be tried; says nothing about access
    │       └── StorageFailed   the disk is full or not writable
    ├── FormatError             a file of turns that cannot be read
    ├── InvalidArgument         a call that cannot be carried out
    ├── SchedulerUnavailable    nobody shares out the work on several machines
    └── NoSpeech                a voice was asked for and none was heard

A call site passes facts; the class keeps them apart, so that a console, a
JSON document and a log can each show what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Text


class Told(NamedTuple):
    """What an error says, as it was given: a ``Text`` is translated, a ``str`` never.

    A command, a path and what a library said are a ``str``; a sentence and a label are a ``Text``.
    """

    message: Text | str
    context: Text | str = ""
    hint: Text | str = ""


class DiarizerError(Exception):
    """A failure that the user can do something about.

    Attributes:
        reference: a stable identifier such as ``audio.not-found``, made for searching.
        told: the three below, for a reader who may want them in another language.
    """

    reference = "diarizer"

    def __init__(
        self,
        message: Text | str,
        *,
        context: Text | str = "",
        hint: Text | str = "",
        reference: str = "",
    ) -> None:
        super().__init__(str(message))
        self.reference = reference or type(self).reference
        self.told = Told(message, context, hint)

    @property
    def message(self) -> str:
        """What went wrong, one sentence in English."""
        return str(self.told.message)

    @property
    def context(self) -> str:
        """What was looked at: a path, a version, what the library said."""
        return str(self.told.context)

    @property
    def hint(self) -> str:
        """One next step, ready to be pasted or done."""
        return str(self.told.hint)

    def translated(self, say: Callable[[Text], str]) -> tuple[str, list[str], str]:
        """The message, the lines of the context, and the hint for a reader.

        Args:
            say: puts a sentence into the reader's language, such as a
                :class:`diarizer.messages.language.Language`.

        """
        message, context, hint = (
            each if isinstance(each, str) else say(each) for each in self.told
        )
        return message, context.splitlines(), hint

    def __str__(self) -> str:
        parts = (self.message, self.context, self.hint and f"Hint: {self.hint}")
        return "\n".join(part for part in parts if part)

    def to_dict(self) -> dict[str, str]:
        """The four facts under their names, for JSON."""
        return {
            "reference": self.reference,
            "message": self.message,
            "context": self.context,
            "hint": self.hint,
        }


class AudioError(DiarizerError):
    """The recording cannot be used."""

    reference = "audio"


class AudioNotFound(AudioError):
    """There is no file at the path."""

    reference = "audio.not-found"


class AudioUnreadable(AudioError):
    """The file is empty, cut, not audio, or a Git LFS pointer."""

    reference = "audio.unreadable"


class NoAudioStream(AudioError):
    """The container is sound, but holds no sound."""

    reference = "audio.no-stream"


class MicrophoneUnavailable(AudioError):
    """There is no microphone, it may not be used, or nothing here can open it."""

    reference = "audio.microphone"


class NoRoom(AudioError):
    """A long recording is decoded onto the disk, and the disk does not take it."""

    reference = "audio.no-room"


class BackendError(DiarizerError):
    """The engine cannot be used."""

    reference = "backend"


class UnknownBackend(BackendError):
    """No backend has that name."""

    reference = "backend.unknown"


class BackendUnavailable(BackendError):
    """The backend is not installed, or is installed and does not answer."""

    reference = "backend.unavailable"


class ModelError(DiarizerError):
    """The weights cannot be used."""

    reference = "model"


class ModelMissing(ModelError):
    """A file of the model is not there."""

    reference = "model.missing"


class ModelDamaged(ModelError):
    """A file of the model is cut or changed."""

    reference = "model.damaged"


class DownloadFailed(ModelError):
    """The weights could not be fetched.

    Attributes:
        repository: that was asked for, if it was one.
        page: of that repository, to open in a browser.

    """

    reference = "model.download"
    repository: str = ""
    page: str = ""


class AccessRefused(DownloadFailed):
    """The Hub answered: this token, or no token, may not read the repository."""

    reference = "huggingface"


class NetworkFailed(DownloadFailed):
    """The Hub could not be asked, or broke off; whether access is granted stays unknown."""

    reference = "network"


class StorageFailed(DownloadFailed):
    """The disk is full, or the folder cannot be written to."""

    reference = "disk"


class FormatError(DiarizerError):
    """A file of turns cannot be read."""

    reference = "format"


class InvalidArgument(DiarizerError, ValueError):
    """An argument that no recording could satisfy."""

    reference = "argument"


class SchedulerUnavailable(DiarizerError):
    """A Dask scheduler was named and does not answer, or Dask is not installed."""

    reference = "scheduler"


class NoSpeech(DiarizerError):
    """A voice was asked for and none was heard."""

    reference = "speech.none"
