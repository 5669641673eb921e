"""Microsoft's C++ compiler: what there is of it, and on which rung of the way to it one stands.

`gather` asks the machine, `judge` is a pure function of what it found.
"""
