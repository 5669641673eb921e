"""What a project file has to say, for whoever keeps the environment and for the rest of the team."""
