"""Renderings of a report: each is a function of the same list of results."""
