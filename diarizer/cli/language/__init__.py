"""In which language the command line speaks, and how help and errors come to be in it."""
