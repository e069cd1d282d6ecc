"""Benchmarks: run by hand or by a gate, never timed inside the tests."""
