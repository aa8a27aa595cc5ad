"""What the templates of the register may use."""
