"""Which environment is looked after, where it is not the doctor's own: named, found, asked who it is."""
