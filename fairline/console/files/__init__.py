"""Files that customers send: told apart by what is in them, kept by their hash, handed out as attachments."""
