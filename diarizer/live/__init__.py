"""A recording that is heard while it grows: where it comes from, where it is kept, and its turns."""
