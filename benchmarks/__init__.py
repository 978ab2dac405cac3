"""Time and memory beside the peers, measured in the same run: `python -m benchmarks.refresh`."""
