"""Files that are there as a whole or not at all, also where another program holds them."""
