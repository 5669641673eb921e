#!/usr/bin/env bash
# meeteval 0.4.3: a line of STM may have a label before its words, "<o,f0,female>", and instead of words
# IGNORE_TIME_SEGMENT_IN_SCORING, which takes that time out of what is scored. Both are in NIST's description of
# the format, which the documentation of meeteval refers to, and in the references of TED-LIUM.
# meeteval has no such fields: both are words of the person who speaks, which no recogniser writes. A transcript
# without a fault has a cpWER of 43 % here, and who is heard in a stretch that is not to be scored is wrong there.
# Nothing is said. Taking both out of the file beforehand gives the right rate.
#
# Seen (cpWER, errors of words):
#   as NIST writes it: 42.9 %, 3 of 7
#   without the labels: 20.0 %, 1 of 5
#   without both: 0.0 %, 0 of 4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check meeteval==0.4.3 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import re

import meeteval

REFERENCE = """talk 1 anna 0.00 2.00 <o,f0,female> good morning
talk 1 boris 2.00 4.00 <o,f0,male> hello anna
talk 1 boris 4.00 6.00 IGNORE_TIME_SEGMENT_IN_SCORING
"""
recognised = meeteval.io.STM.parse("talk 1 a 0.00 2.00 good morning\ntalk 1 b 2.00 4.00 hello anna\n")
unlabelled = re.sub("<.*> ", "", REFERENCE)
without_both = "".join(line for line in unlabelled.splitlines(True) if "IGNORE" not in line)
for name, text in (
    ("as NIST writes it", REFERENCE),
    ("without the labels", unlabelled),
    ("without both", without_both),
):
    rate = meeteval.wer.cpwer(meeteval.io.STM.parse(text), recognised)["talk"]
    print(f"{name}: {100 * rate.error_rate:.1f} %, {rate.errors} of {rate.length}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "as NIST writes it: 42.9 %, 3 of 7
without the labels: 20.0 %, 1 of 5
without both: 0.0 %, 0 of 4" ] || { echo "This is no longer so."; exit 1; }
