"""What only Windows itself can say: asked of its own functions, and empty everywhere else."""
