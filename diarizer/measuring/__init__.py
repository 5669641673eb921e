"""What a diarization costs: seconds of each stage, memory, and what this machine could do at best."""
