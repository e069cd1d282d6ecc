"""Flows: the order of the steps, the engines that run them, settings and the command line."""
