"""Single words that come as data and are exchanged where they are shown: for the catalogue alone."""

from __future__ import annotations

from setup_doctor.messages.text import label

# The names of a status, a state and a cost are those of the JSON document.
STATUS = (
    label("ok"),
    label("note"),
    label("warning"),
    label("absent"),
    label("failed"),
    label("unknown"),
    label("skipped"),
    label("crashed"),
)
STATES = (label("ready"), label("unproven"), label("not ready"))
COSTS = (label("fast"), label("network"), label("heavy"), label("deep"))

# What evidence calls what was looked at, where that is no path, name or command.
EVIDENCE = (
    label("token from"),
    label("wheels exist for"),
    label("wheel platform"),
    label("found by"),
    label("the doctor's own Python"),
    label("what it answers"),
    label("this console"),
    label("this Python's first tag"),
    label("the trial"),
    label("the number of the error"),
    label("said"),
    label("running"),
    label("role"),
    label("registered"),
    label("python on PATH"),
    label("programs without Unicode"),
    label("prefix"),
    label("base prefix"),
    label("pointer"),
    label("page"),
    label("looked at"),
    label("loading the runtime"),
    label("links"),
    label("environment"),
    label("compiling"),
    label("certificate"),
    label("account"),
    label("a Python's pipe"),
    label("raised at"),
    label("the installer's own record"),
    label("cl on PATH"),
    label("not installed"),
    label("not there"),
    label("nothing there"),
    label("there"),
    label("not set"),
    label("not said"),
    label("not registered"),
    label("nothing"),
    label("none"),
    label("off"),
    label("set"),
    label("works"),
    label("it said nothing"),
    label("can be written to"),
    label("does not say where"),
    label("made, and read through"),
    label("no version in it"),
    label("not synchronised"),
    label("of unknown version"),
    label("written, read, removed"),
    label("starts none of them"),
    label("not on PATH"),
    label("a Python"),
    label("no Python is behind it"),
    label("can be made"),
    label("cannot be made: files are copied instead"),
    label("neither in the registry nor in its usual folder"),
)
# How a file of a model was found, what stood around a token, what kind of drive it is.
STATES_OF_FILES = (
    label("whole"),
    label("missing"),
    label("Git LFS pointer"),
    label("wrong size"),
    label("wrong hash"),
)
AROUND_A_TOKEN = (label("a byte order mark"), label("quotes"), label('the word "Bearer"'))
DRIVES = (label("fixed"), label("removable"), label("optical"), label("RAM disk"))
ENVIRONMENT = (
    label("system"),
    label("machine"),
    label("python"),
    label("executable"),
    label("packages"),
)
