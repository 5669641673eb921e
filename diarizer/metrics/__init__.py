"""How good a diarization is, against a reference."""
