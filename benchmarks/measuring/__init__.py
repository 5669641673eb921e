"""What the commands of this folder share: recordings, systems, scores, and the document."""
