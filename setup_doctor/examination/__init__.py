"""Which checks are run, in which order, and what a project does not want to hear of."""
