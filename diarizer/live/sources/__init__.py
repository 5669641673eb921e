"""Where live sound comes from: each source yields (n,) samples of one channel at 16 kHz."""
