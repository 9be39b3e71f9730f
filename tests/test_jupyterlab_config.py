"""The settings with which the README starts JupyterLab, and HUB.md a hub."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.config import PyFileConfigLoader

FOLDER = Path(__file__).parent.parent / ".jupyterlab"


def test_messages_of_the_kernel_leave_at_once(monkeypatch):
    """Without it one picture in ten waits 40 ms for an acknowledgement."""
    config = PyFileConfigLoader("config.py", path=str(FOLDER)).load_config()
    connection_class = ServerApp(config=config).kernel_websocket_connection_class
    asked = []
    handler = KernelWebsocketHandler.__new__(KernelWebsocketHandler)
    handler.set_nodelay = asked.append
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: [*asked, "connected"])
    connection = connection_class.__new__(connection_class)
    connection.websocket_handler = handler
    assert connection.connect() == [True, "connected"]


@pytest.mark.parametrize("password", ["a-word-for-all", None])
def test_students_of_a_hub_begin_where_the_lessons_are_pulled(tmp_path, monkeypatch, password):
    monkeypatch.setenv("CLASS_FOLDER", str(tmp_path / "class"))
    monkeypatch.delenv("CLASS_LESSONS", raising=False)
    monkeypatch.delenv("CLASS_PASSWORD", raising=False)
    if password:
        monkeypatch.setenv("CLASS_PASSWORD", password)
    config = PyFileConfigLoader("jupyterhub_config.py", path=str(FOLDER)).load_config()
    assert config.JupyterHub.spawner_class == ("simple" if password else "localprocess")
    assert config.JupyterHub.authenticator_class == ("shared-password" if password else "pam")
    assert config.SharedPasswordAuthenticator.get("user_password") == password
    asked = parse_qs(urlsplit(config.Spawner.default_url).query)
    assert asked["repo"] == [FOLDER.parent.as_uri()]
    first = asked["urlpath"][0].removeprefix(f"lab/tree/{asked['targetpath'][0]}/")
    assert (FOLDER.parent / first).is_file()
    own = next(each for each in config.Spawner.args if each.startswith("--config="))
    assert Path(own.removeprefix("--config=")) == FOLDER / "config.py"
