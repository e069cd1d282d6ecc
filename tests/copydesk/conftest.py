"""Property tests run without a time limit an example: first calls load language profiles and the like."""

from hypothesis import settings

settings.register_profile("copydesk", deadline=None)
settings.load_profile("copydesk")
