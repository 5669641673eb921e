"""Many recordings: which they are, what is done with one, and who does it."""
