"""`diarize --live`: who is speaking now, turns as they are settled, and the result at the end."""
