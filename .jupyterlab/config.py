# JupyterLab as a class needs it, perhaps offline: its first start asks nobody about news and looks for no
# updates over the network. The settings themselves stand in overrides.json beside this file, and in
# custom/custom.css what pictures look like in the dark theme.
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

c = get_config()  # noqa: F821
c.LabApp.app_settings_dir = str(Path(__file__).parent)
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(Path(__file__).parent / "custom")]}


class Prompt(ZMQChannelsWebsocketConnection):
    """The kernel's websocket, whose messages leave at once.

    A step of a slider is answered by a few small messages. TCP holds the second one back until the browser
    has acknowledged the first (Nagle's algorithm), and that acknowledgement may take 40 ms: one picture in
    ten came so much later.
    """

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = Prompt
