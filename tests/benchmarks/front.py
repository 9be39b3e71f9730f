"""A front end without a browser: it speaks to a kernel over a server's websocket, as JupyterLab does.

It runs the cells of a notebook, keeps the widgets that the kernel opens, moves a slider and waits for the
picture. Like JupyterLab's widgets it sends the next value of a slider only when the kernel is idle again, and
then the newest one.
"""

import asyncio
import json
import time
import uuid

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
PARTS = ("header", "parent_header", "metadata", "content")


class Front:
    """One open notebook. `models` are its widgets by their id, `errors` the error outputs of its cells."""

    def __init__(self, socket, session):
        self.socket, self.session, self.models, self.errors = socket, session, {}, []
        self.arrived = {}  # (id of a request, what came) -> when; pictures are "picture of" their model
        self._waiting = {}
        self._reader = asyncio.ensure_future(self._read())

    @classmethod
    async def connect(cls, url, headers):
        """Open the websocket of a kernel: `url` ends in /channels, `headers` say who asks."""
        session = Session(session=uuid.uuid4().hex)
        request = HTTPRequest(
            f"{url}?session_id={session.session}", headers=headers, connect_timeout=180, request_timeout=180
        )
        socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**28)
        return cls(socket, session)

    def send(self, kind, content) -> str:
        """Send a request on the shell channel; the id under which its answers come."""
        message = self.session.msg(kind, content)
        data = serialize_msg_to_ws_v1(message, "shell", pack=self.session.pack)
        self.socket.write_message(data, binary=True)
        return message["header"]["msg_id"]

    async def answer(self, request, what, timeout=60) -> float:
        """When `what` came as an answer to a request, as time.perf_counter has it. TimeoutError if never."""
        if (request, what) not in self.arrived:
            waiting = self._waiting.setdefault((request, what), asyncio.get_running_loop().create_future())
            await asyncio.wait_for(waiting, timeout)
        return self.arrived[request, what]

    async def run(self, source):
        """Run one cell and wait until the kernel is idle again."""
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}}
        request = self.send("execute_request", content | {"allow_stdin": False, "stop_on_error": True})
        await self.answer(request, "idle", timeout=600)

    def move(self, slider, **state) -> str:
        """Move a slider as a hand does."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        return self.send("comm_msg", {"comm_id": slider, "data": data})

    def explorers(self):
        """(slider, overlay) of each explorer with a slider, as ids of models; the overlay is what moves."""
        holder = {part: name for name, model in self.models.items() for part in _children(model)}
        for name, model in list(self.models.items()):
            if model.get("_model_name") != "GridBoxModel":
                continue
            _, overlay = _children(model)
            sliders = []
            while not sliders and (name := holder.get(name)):
                sliders = list(self._sliders(name))
            if sliders:
                yield sliders[0], overlay

    def _sliders(self, name):
        if self.models[name].get("_model_name") in ("FloatSliderModel", "SelectionSliderModel"):
            yield name
        for part in _children(self.models[name]):
            yield from self._sliders(part)

    async def _read(self):
        while (data := await self.socket.read_message()) is not None:
            now = time.perf_counter()
            _, parts = deserialize_msg_from_ws_v1(data)
            message = dict(zip(PARTS, map(json.loads, parts[:4]), strict=True))
            request = message["parent_header"].get("msg_id")
            for what in self._heard(message["header"]["msg_type"], message["content"]):
                self.arrived[request, what] = now
                waiting = self._waiting.pop((request, what), None)
                if waiting and not waiting.done():
                    waiting.set_result(now)

    def _heard(self, kind, content):
        """What a message brings, in words; widgets are kept."""
        data = content.get("data", {})
        if kind == "status":
            yield content["execution_state"]
        elif kind == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        elif kind == "comm_open" and "state" in data:
            self.models[content["comm_id"]] = dict(data["state"])
        elif kind == "comm_msg" and data.get("method") in ("update", "echo_update"):
            self.models.get(content["comm_id"], {}).update(data["state"])
            if data["method"] == "update":
                yield f"picture of {content['comm_id']}"

    def close(self):
        self._reader.cancel()
        self.socket.close()


def _children(model):
    return [child.removeprefix("IPY_MODEL_") for child in model.get("children", [])]
