# The same for a projector: figures and explorers with letters for the back row (`style.use` reads the
# variable), larger text, and of JupyterLab only the menu and the notebook.
import os
from pathlib import Path

load_subconfig("config.py")  # noqa: F821
os.environ["FIGURES_PRESENTER"] = "1"
c = get_config()  # noqa: F821
here = Path(__file__).parent
c.LabApp.app_settings_dir = str(here / "presenter")
c.ServerApp.tornado_settings = {"static_custom_path": [str(here / "presenter")]}
