"""Benchmarks of enrichment."""
