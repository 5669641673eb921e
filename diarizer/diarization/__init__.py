"""What is done around a backend: how many speakers may be found, and channels that stand apart."""
