"""How far a diarization has got, and that it can be stopped."""
