"""Who signs in, what each may do, and how they are let in."""
