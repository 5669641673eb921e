#!/usr/bin/env bash
# dover-lap 1.3.1 joins the results of several diarizers by votes, and `--custom-weight` says how much the vote of
# each file counts, in the order of the files. With `--label-mapping hungarian` the results are sorted for every
# recording by how well they agree with the others, and the weights are not sorted with them: the first weight
# goes to the one that agrees best, whichever file that is. Here all of the weight is on the first file, and the
# result is that of another file in each recording. Nothing is said. The default mapping, `greedy`, shuffles the
# results before, and with numpy 1.24 or newer it ends in a ValueError ("inhomogeneous shape").
#
# Seen (the end of Boris' turn in each file, and in what was joined):
#   one: 5 by first.rttm, 6 by second.rttm, 7 by third.rttm; all weight on first.rttm: 6
#   two: 6 by first.rttm, 5 by second.rttm, 7 by third.rttm; all weight on first.rttm: 6
#   three: 7 by first.rttm, 5 by second.rttm, 6 by third.rttm; all weight on first.rttm: 6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  dover-lap==1.3.1 spy-der==0.4.1 intervaltree==3.2.1 scipy==1.17.1 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import subprocess

ENDS = {"one": (5, 6, 7), "two": (6, 5, 7), "three": (7, 5, 6)}  # of Boris' turn, by each file
FILES = ("first.rttm", "second.rttm", "third.rttm")
for at, name in enumerate(FILES):
    with open(name, "w") as file:
        for recording, ends in ENDS.items():
            file.write(f"SPEAKER {recording} 1 0 4 <NA> <NA> anna <NA> <NA>\n")
            file.write(f"SPEAKER {recording} 1 4 {ends[at] - 4} <NA> <NA> boris <NA> <NA>\n")
options = "--label-mapping hungarian --weight-type custom --custom-weight [1,0,0] --gaussian-filter-std 0.01"
command = ["venv/bin/dover-lap", "joined.rttm", *FILES, *options.split()]
subprocess.run(command, check=True, capture_output=True, timeout=300)
joined = [line.split() for line in open("joined.rttm")]
for recording, ends in ENDS.items():
    last = max(float(row[3]) + float(row[4]) for row in joined if row[1] == recording)
    told = ", ".join(f"{end} by {name}" for end, name in zip(ends, FILES))
    print(f"{recording}: {told}; all weight on first.rttm: {last:g}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "one: 5 by first.rttm, 6 by second.rttm, 7 by third.rttm; all weight on first.rttm: 6
two: 6 by first.rttm, 5 by second.rttm, 7 by third.rttm; all weight on first.rttm: 6
three: 7 by first.rttm, 5 by second.rttm, 6 by third.rttm; all weight on first.rttm: 6" ] || { echo "This is no longer so."; exit 1; }
