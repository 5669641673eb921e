"""Speaker diarization: audio in, who spoke when out."""
