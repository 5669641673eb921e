"""States of a Windows, each a file of facts with what the doctor has to say about it.

The Linux suite hands the facts to a check. Under the Windows Python of `tests/windows` the same
state is made for real: keys are written, files laid down, and a program stands in for vswhere.exe
where the real one lies. Adding a state is adding a file; without its ``says`` the test prints what
was said.
"""
