"""What can be done about a finding: the remedies, the next step, and carrying them out."""
