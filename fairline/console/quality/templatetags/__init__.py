"""What the templates of quality may use."""
