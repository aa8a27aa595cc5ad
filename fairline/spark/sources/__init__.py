"""Where facts come from while they stream: folders, journals, logs of messages. Each knows its own
offsets."""
