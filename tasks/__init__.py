"""Thin Prefect tasks, one module a step, and what they share with an engine that is not Prefect."""
