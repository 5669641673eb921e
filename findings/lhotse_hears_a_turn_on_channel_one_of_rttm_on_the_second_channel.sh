#!/usr/bin/env bash
# lhotse 1.33.0: RTTM counts channels from 1, as the documentation of `SupervisionSet.from_rttm` itself says, and
# lhotse counts those of a recording from 0. The number is taken over as it stands. Of a recording of two channels
# a turn on channel 1, which most programs write for every turn, is looked for on the second one:
# `validate_recordings_and_supervisions` has no objection, and `trim_to_supervisions` cuts out of the wrong side,
# silence here. A turn on channel 2 has no channel any more; that is said on validating and on loading, and not by
# `CutSet.from_manifests`. Taking 1 off each `channel` mends both.
#
# Seen:
#   the recording: channels [0, 1]
#   anna, on channel 1 of RTTM: valid, cut from channel 1, loudest 0.0
#   boris, on channel 2 of RTTM: AssertionError, cut from channel 2
#   anna, 1 taken off: valid, cut from channel 0, loudest 0.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  lhotse==1.33.0 urllib3==2.8.0 torch==2.13.0 soundfile==0.14.0 numpy==2.4.6
cat > "$folder/anna.rttm" <<'RTTM'
SPEAKER call 1 0.00 1.00 <NA> <NA> anna <NA> <NA>
RTTM
cat > "$folder/boris.rttm" <<'RTTM'
SPEAKER call 2 1.00 1.00 <NA> <NA> boris <NA> <NA>
RTTM
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import soundfile
from lhotse import CutSet, Recording, RecordingSet, SupervisionSet, validate_recordings_and_supervisions
from lhotse.utils import fastcopy

sides = np.zeros((16_000, 2))
sides[:8000, 0] = 0.5  # Anna, on the left, who is RTTM's channel 1
sides[8000:, 1] = 0.25  # Boris, on the right
soundfile.write("call.wav", sides, 8000)
recordings = RecordingSet.from_recordings([Recording.from_file("call.wav")])
print("the recording: channels", recordings["call"].channel_ids)


def tell(name, turns):
    (cut,) = CutSet.from_manifests(recordings, turns).trim_to_supervisions()
    try:
        validate_recordings_and_supervisions(recordings, turns)
    except AssertionError as error:
        print(f"{name}: {type(error).__name__}, cut from channel {cut.channel}")
    else:
        loudest = abs(cut.load_audio()).max()
        print(f"{name}: valid, cut from channel {cut.channel}, loudest {loudest:.1f}")


anna, boris = (SupervisionSet.from_rttm(f"{name}.rttm") for name in ("anna", "boris"))
tell("anna, on channel 1 of RTTM", anna)
tell("boris, on channel 2 of RTTM", boris)
tell("anna, 1 taken off", anna.map(lambda turn: fastcopy(turn, channel=turn.channel - 1)))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "the recording: channels [0, 1]
anna, on channel 1 of RTTM: valid, cut from channel 1, loudest 0.0
boris, on channel 2 of RTTM: AssertionError, cut from channel 2
anna, 1 taken off: valid, cut from channel 0, loudest 0.5" ] || { echo "This is no longer so."; exit 1; }
