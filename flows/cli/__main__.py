"""``python -m flows.cli`` is ``copydesk``."""

from flows.cli import main

if __name__ == "__main__":
    main()
