"""Installing without a compiler: written once, used by the installers, `fix` and by hand."""
