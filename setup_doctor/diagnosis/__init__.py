"""What is wrong with a package: read off the way in which its import fails, and off its files."""
