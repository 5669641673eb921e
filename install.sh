#!/bin/sh
# Finds a Python, makes .venv beside this file, installs, and hands over to `setup-doctor setup`.
# Everything else is Python's business.
#
#   ./install.sh                     the whole way, ending in a real diarization
#   ./install.sh --test              install what the tests need, and run them
#   ./install.sh --dry-run           print each command as it can be pasted, do nothing
#   ./install.sh --backend pyannote  set up this backend (may be repeated)
#   ./install.sh --full              with torch, so that `import resemblyzer` works in your code
#   ./install.sh --full --cuda       with torch for CUDA (Linux)
#   ./install.sh --light             without torch, whatever is there
#   ./install.sh --python PATH       use this Python
set -eu

usage() { sed -n '2,12s/^# \{0,1\}//p' "$0"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }
wrong() { printf '%s\n' "$@" >&2; exit 2; } # what was typed

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python='' mode=setup dry='' options=''
while [ $# -gt 0 ]; do
  case $1 in
    --test) mode=test ;;
    --dry-run) dry=1 ;;
    --python) [ $# -gt 1 ] || wrong "--python wants a path."; python=$2; shift ;;
    --backend)
      [ $# -gt 1 ] || wrong "--backend wants a name."
      # Told now, and not after everything was installed; a test keeps the names up to date.
      case $2 in
        resemblyzer | open | pyannote | nemotron) ;;
        *) wrong "There is no backend '$2'. Known: resemblyzer, open, pyannote, nemotron." ;;
      esac
      options="$options --backend $2"
      shift
      ;;
    --full) options="$options --full" ;;
    --cuda) options="$options --cuda" ;;
    --light) options="$options --light" ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; printf 'Not known: %s\n' "$1" >&2; exit 2 ;;
  esac
  shift
done

[ $mode = setup ] || [ -z "$options" ] || wrong "--test goes with none of:$options"
# What `setup` would refuse when everything is installed.
case "$options" in
  *--light*--full* | *--full*--light* | *--light*--cuda* | *--cuda*--light*)
    wrong "--light is without torch, --full and --cuda are with it: choose one." ;;
  *--cuda*)
    [ "$(uname -s)" = Linux ] || wrong "--cuda is for Linux." \
      "Next: run this again without it; a torch that is there already stays." ;;
esac

# The versions for which every wheel exists; the best served first. A number that nothing else
# returns: many a program ends in 0 whatever it is asked.
suits() {
  code=0
  "$1" -c 'import struct, sys, venv, ensurepip
sys.exit(86 * ((3, 10) <= sys.version_info[:2] <= (3, 14) and struct.calcsize("P") == 8))' \
    >/dev/null 2>&1 || code=$?
  [ $code = 86 ]
}
candidates='python3.12 python3.11 python3.13 python3.10 python3.14 python3 python'
search() {
  for candidate in $candidates; do
    if command -v "$candidate" >/dev/null 2>&1 && suits "$candidate"; then python=$candidate; return; fi
  done
  return 1
}
# A variable such as PYTHONHOME, without which there is one.
hindered() {
  for name in $(export -p | sed -n 's/^[a-z][a-z -]* \(PYTHON[A-Z0-9_]*\)=.*/\1/p'); do
    (unset "$name"; if [ -n "$wished" ]; then suits "$python"; else search; fi) || continue
    eval "value=\$$name"
    fail "A Python is here, and does not start as $name is set to $value." \
      "Next: unset $name, then run this again."
  done
}
wished=$python
if [ -n "$python" ]; then
  none='Next: name one that is there, or none: ./install.sh looks for it.'
  command -v "$python" >/dev/null 2>&1 || [ -e "$python" ] || wrong "There is nothing at $python." "$none"
  if [ -d "$python" ]; then
    [ ! -x "$python/bin/python3" ] || none="Next: ./install.sh --python \"$python/bin/python3\""
    wrong "$python is a folder; --python wants the python in it." "$none"
  fi
  # From here on this script stands in its own folder.
  case $python in
    /*) ;;
    */*) python=$(CDPATH='' cd -- "$(dirname -- "$python")" && pwd)/${python##*/} ;;
  esac
  suits "$python" || hindered
  suits "$python" || fail "$python is not a 64-bit Python 3.10 to 3.14 with venv." \
    "Next: install Python 3.12, then run this again."
else
  search || hindered
  [ -n "$python" ] || fail "No 64-bit Python 3.10 to 3.14 with venv was found on PATH." \
    "Looked for: $candidates" \
    "Next: install Python 3.12 (Debian, Ubuntu: sudo apt install python3 python3-venv), then run this again."
fi

# A word as it can be pasted: paths hold blanks.
quoted() {
  case $1 in
    '' | *[!A-Za-z0-9_.:/=+-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}
run() {
  if [ -z "$dry" ]; then "$@"; return; fi
  line=''
  for word in "$@"; do line="$line $(quoted "$word")"; done
  printf '%s\n' "${line# }"
}
# A dry run prints nothing but commands.
tell() { [ -n "$dry" ] || printf '%s\n' "$1"; }

cd "$here"
bin=$here/.venv/bin
# Made anew: what an interrupted run left, without a pip that answers, and what another Python made.
version() { "$1" -c 'import sys; print(sys.version_info[:2])'; }
kept=''
if suits "$bin/python" && "$bin/python" -m pip --version >/dev/null 2>&1; then
  [ -n "$wished" ] && [ "$(version "$bin/python")" != "$(version "$python")" ] || kept=1
fi
if [ -z "$kept" ]; then
  tell "Making .venv with $python ..."
  run "$python" -m venv --clear "$here/.venv"
fi
extra=''
[ $mode = setup ] || extra='[test]'
tell "Installing the doctor into .venv ..."
# The slash: of a folder that is called "project[1]" pip would take the end for extras.
# Not compiled: Python does that for the modules that are used, when they are first imported; but
# where it may keep nothing, pip has to.
# From typer 0.29 on every command loads pydantic, a tenth of a second and four packages more.
# From here on the doctor says what is wrong; up to here nobody else does.
later=--no-compile
[ -z "${PYTHONDONTWRITEBYTECODE:-}" ] || later=
# shellcheck disable=SC2086 # one word or none
run "$bin/python" -m pip install --quiet $later --disable-pip-version-check \
  --constraint "$here/setup_doctor/install/constraints.txt" typer==0.28.0 "$here/$extra" ||
  fail "That did not work; the lines above say why." \
    "Next: see that there is a network, and run this again. What was done already is kept."
if [ $mode = test ]; then
  run "$bin/python" -m setup_doctor install resemblyzer --full
  run "$bin/python" -m pytest -n auto --dist worksteal
  exit
fi
# Without a terminal there is nobody to ask; having started this is the answer.
yes=''
[ -t 0 ] || yes=--yes
# shellcheck disable=SC2086 # names of backends hold no blanks
run "$bin/python" -m setup_doctor setup $yes $options
