"""Stories: articles of several outlets that tell one event, each in its own words."""
