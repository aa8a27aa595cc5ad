"""Whether a clause's tests notice when it is changed: each number, key, comparison, window and condition."""
