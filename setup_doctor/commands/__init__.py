"""One file per command or family of commands: what happens, apart from how it is typed."""
