"""``python -m flows.local_api FD``: Prefect's API for one command, on a socket that the command opened.

Prefect starts such a process by itself when no API is set. That one shares the terminal's process group, so
that Ctrl-C ends it before the flow can say good-bye (the flow then waits a minute for it), and it outlives a
command that was killed. This one does neither: it ends when its standard input does.
"""

import socket
import sys
import threading

import uvicorn
from prefect.server.api.server import create_app


def serve(listening: socket.socket) -> None:
    """Answer on ``listening`` until standard input ends. The database is made or migrated first."""
    app = create_app(ephemeral=True, final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
    threading.Thread(target=_stop_at_end_of_input, args=(server,), daemon=True).start()
    server.run(sockets=[listening])


def _stop_at_end_of_input(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
