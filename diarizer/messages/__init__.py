"""What users read: sentences with their values, their languages, and what may not be shown."""
