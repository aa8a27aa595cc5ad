"""The whole of fairline on one machine, with a made-up provider: what ``make run`` shows."""
