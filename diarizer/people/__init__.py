"""Who the speakers are: people that one knows, recognised by their voices."""
