"""What more than one backend calculates or reads: linkage, embeddings of hours, files of weights."""
