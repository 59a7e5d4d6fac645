"""Measurements, run by `make bench`: each `bench_<name>.py` has `run(ctx)`, which returns results."""
