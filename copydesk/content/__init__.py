"""What an article says: its words, quotes, figures, and how long it takes to read."""
