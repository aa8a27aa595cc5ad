"""A Kamailio as JSON-RPC shows it: a hash table and dialogs, with the answers that 5.6.3 was seen to give."""

import asyncio
import json
from typing import Any

Json = Any


class FakeKamailio:
    """``calls``: place to key, called user and state. ``deaf``: ends that do nothing."""

    def __init__(self) -> None:
        self.table: dict[str, str] = {}
        self.calls: dict[tuple[int, int], dict[str, Json]] = {}
        self.deaf = 0
        self.broken: bytes | None = None
        self.silent = False
        self.asked: list[tuple[str, list[Json]]] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._places = 0

    async def start(self) -> None:
        """Listen, on the port that it had before if it had one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Go, with all that was kept in memory."""
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()
        await asyncio.sleep(0.01)  # what is being answered
        self.table.clear()

    def call(self, key: str, *, to: str = "+12025550123", state: int = 4) -> tuple[int, int]:
        """Set up a call; return its place."""
        self._places += 1
        place = (1000 + self._places, self._places)
        self.calls[place] = {"key": key, "to": to, "state": state}
        return place

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        asked = json.loads(await reader.readexactly(length))
        if self.silent:
            await reader.read()  # until whoever asked gives up
            writer.close()
            return
        body = self.broken
        if body is None:
            self.asked.append((asked["method"], asked["params"]))
            body = json.dumps(
                {"jsonrpc": "2.0", "id": 1} | self._answer(asked["method"], asked["params"])
            ).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        writer.close()

    def _answer(self, method: str, params: list[Json]) -> dict[str, Json]:
        if method == "htable.sets":
            self.table[params[1]] = params[2]
            return {"result": "Ok. Key set to new value."}
        if method == "htable.get":
            if params[1] not in self.table:
                return {"error": {"code": 500, "message": "Key name doesn't exist in htable."}}
            return {"result": {"item": {"name": params[1], "value": self.table[params[1]], "flags": 2}}}
        if method == "htable.delete":
            if self.table.pop(params[1], None) is None:
                return {"error": {"code": 404, "message": "Key not found in htable."}}
            return {"result": "Ok. Key deleted."}
        if method == "htable.dump":
            slots = [{"name": name, "value": value, "type": "str"} for name, value in self.table.items()]
            return {"result": [{"entry": 1, "size": len(slots), "slot": slots}] if slots else []}
        if method == "dlg.profile_list":
            return {"result": [self._dialog(p, c) for p, c in self.calls.items() if c["key"] == params[1]]}
        if method == "dlg.end_dlg":
            self._end((params[0], params[1]))
            return {"result": {}}
        if method == "dlg.terminate_dlg":
            self._end(next(p for p in self.calls if f"{p[1]}@test" == params[0]))
            return {"result": {}}
        return {"error": {"code": 500, "message": "Method Not Found"}}

    def _end(self, place: tuple[int, int]) -> None:
        """Success is said in any case; a ringing call stays, and a deaf one has to be told again."""
        if self.deaf:
            self.deaf -= 1
        elif place in self.calls and self.calls[place]["state"] == 4:
            del self.calls[place]

    def _dialog(self, place: tuple[int, int], call: dict[str, Json]) -> dict[str, Json]:
        return {
            "h_entry": place[0],
            "h_id": place[1],
            "ref": 2,
            "call-id": f"{place[1]}@test",
            "from_uri": "sip:+13035550100@127.0.0.1",
            "to_uri": f"sip:{call['to']}@127.0.0.1:5071",
            "state": call["state"],
            "caller": {"tag": "f", "contact": "", "cseq": "1"},
            "callee": {"tag": "t", "contact": "", "cseq": "0"},
            "profiles": [{"subject": call["key"]}],
            "variables": [],
        }
