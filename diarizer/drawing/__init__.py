"""Who spoke when, as a picture: in characters, with matplotlib, and the outline of the sound."""
