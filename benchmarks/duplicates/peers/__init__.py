"""Other tools for near-duplicates beside copydesk's own search, on the same texts in one run.

Each method is a module here that runs in a process of its own, the peers' with a Python that has them: none
is a dependency of the project. `meter` says what a method reads and what it has to leave behind.
"""
