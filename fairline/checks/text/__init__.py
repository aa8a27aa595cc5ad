"""What a text says: in words that a filter can read, in a language, about a topic, again and again."""
