"""A TCP relay on loopback: what stands in for Session Manager's port forwarding to a remote host.

All relays share one event loop in a thread of their own, so that a busy emulator holds up no byte.
"""

import asyncio
import contextlib
import json
import os
import threading

LOOPBACK = "127.0.0.1"
CHUNK = 65536
# The names that only a managed node knows, as a database's private name: host:port -> host:port.
NODE_HOSTS = json.loads(os.environ.get("NODE_HOSTS", "{}"))
_loop = asyncio.new_event_loop()
threading.Thread(target=_loop.run_forever, daemon=True).start()


async def _pump(reader, writer):
    """Carries one direction until its end, and tells the other side that nothing more comes."""
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


class Relay:
    """Carries every connection to `port` on to one host and port, until it is cut."""

    def __init__(self, host, port):
        place, _, where = NODE_HOSTS.get(f"{host}:{port}", f"{host}:{port}").rpartition(":")
        self._target = (place, int(where))
        self._open = set()
        self._server = self._run(asyncio.start_server(self._carry, LOOPBACK, 0))
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self):
        """No new connection is taken, and both directions of the open ones end at once."""
        self._run(self._close())

    async def _close(self):
        self._server.close()
        for writer in self._open:
            writer.transport.abort()

    async def _carry(self, reader, writer):
        mine = {writer}
        self._open |= mine
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            mine.add(far_writer)
            self._open.add(far_writer)
            if not self._server.is_serving():
                return
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        except OSError:
            pass  # the far side is not there: the near one is closed, as a forwarded port does
        finally:
            self._open -= mine
            for each in mine:
                each.transport.abort() if each.transport.is_closing() else each.close()

    @staticmethod
    def _run(task):
        return asyncio.run_coroutine_threadsafe(task, _loop).result(timeout=5)
