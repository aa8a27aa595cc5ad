"""Detection that goes on: one engine for each shard, facts in batches, findings as they open and end.

Nothing in here knows what moves the batches, or where the state of a shard is kept.
"""
