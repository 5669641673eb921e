"""What is shown of a result, and into which files it goes."""
