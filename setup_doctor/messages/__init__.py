"""What users read: the sentences, their language and the redaction, all of them the library's own."""
