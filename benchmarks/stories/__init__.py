"""Benchmarks of stories."""
