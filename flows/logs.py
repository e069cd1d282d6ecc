"""What of the log a user of the command line sees: our own warnings, one line each, on standard error."""

import logging

_OURS = ("copydesk", "warehouse", "tasks", "flows")


class _OneLine(logging.Formatter):
    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Nothing: the message says what went wrong, and ``quarantine`` holds it."""
        del ei
        return ""

    def format(self, record: logging.LogRecord) -> str:
        """The message behind the program's name, without an empty line for the exception."""
        return super().format(record).rstrip("\n")


def log_to_stderr() -> None:
    """Show warnings of our own packages, and no library's about single pages. May be called again."""
    logging.getLogger().addHandler(logging.NullHandler())
    for name in _OURS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            handler = logging.StreamHandler()
            handler.setFormatter(_OneLine("copydesk: warning: %(message)s"))
            logger.addHandler(handler)
            logger.setLevel(logging.WARNING)
        logger.propagate = False
