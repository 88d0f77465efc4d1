"""A proxy before PostgreSQL that can be told to swallow answers, or to hang up."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo


class Proxy:
    """Listens on a socket in `folder` and passes bytes on to the server of `dsn`."""

    def __init__(self, dsn: str, folder: Path) -> None:
        given = conninfo_to_dict(dsn)
        port = str(given.get("port") or 5432)
        self._server = f"{given['host']}/.s.PGSQL.{port}"
        self.dsn = make_conninfo(dsn, host=str(folder))
        self._swallowing = threading.Event()
        self.swallowed = threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / f".s.PGSQL.{port}"))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow_next_answer(self) -> None:
        """The next bytes the server sends are lost, and the connection with them."""
        self.swallowed.clear()
        self._swallowing.set()

    def close(self) -> None:
        """Stop listening and hang up every connection."""
        self._listener.close()
        for end in self._open:
            _hang_up(end)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._open += [client, server]
                for source, sink, answers in ((client, server, False), (server, client, True)):
                    threading.Thread(
                        target=self._pass_on, args=(source, sink, answers), daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if answers and self._swallowing.is_set():
                    self._swallowing.clear()
                    self.swallowed.set()
                    break
                sink.sendall(data)
        _hang_up(source)
        _hang_up(sink)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
