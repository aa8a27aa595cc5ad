"""What the vague words of the policy are taken to mean: drafted by one person, published by another."""
