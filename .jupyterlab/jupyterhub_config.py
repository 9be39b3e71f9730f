# A JupyterHub for a class on one machine, without containers; HUB.md beside this file says how to start it.
import os
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).resolve().parent.parent
PASSWORD = os.environ.get("CLASS_PASSWORD")  # one for all students; without it each is a user of the machine
FOLDER = Path(os.environ.get("CLASS_FOLDER", Path.home() / "class")).resolve()
LESSONS = os.environ.get("CLASS_LESSONS", PROJECT.as_uri())  # any address that `git clone` takes
FIRST = "lab/tree/relu/notebooks/01_definition.ipynb"

c = get_config()  # noqa: F821
FOLDER.mkdir(parents=True, exist_ok=True)
c.JupyterHub.db_url = f"sqlite:///{FOLDER / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")

if PASSWORD:
    c.JupyterHub.authenticator_class = "shared-password"
    c.SharedPasswordAuthenticator.user_password = PASSWORD
    c.Authenticator.allow_all = True
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(FOLDER / "{username}")
else:
    c.JupyterHub.authenticator_class = "pam"
    c.PAMAuthenticator.allowed_groups = {"students"}
    c.JupyterHub.spawner_class = "localprocess"

# A student begins where the lessons are pulled in: again at each start, and what a student changed is kept.
pull = {"repo": LESSONS, "targetpath": "relu", "depth": 1, "urlpath": FIRST}
c.Spawner.default_url = "/git-pull?" + urlencode(pull)
c.Spawner.args = [
    f"--config={PROJECT / '.jupyterlab' / 'config.py'}",
    "--MappingKernelManager.cull_idle_timeout=1800",  # seconds; then the kernel of a closed lesson ends
    "--ServerApp.shutdown_no_activity_timeout=7200",
]
c.Spawner.environment = {
    "OPENBLAS_NUM_THREADS": "1",  # thirty students share the cores as it is
    "MALLOC_MMAP_THRESHOLD_": str(4 * 2**20),  # Linux: what a training leaves free goes back to the machine
    "MALLOC_TRIM_THRESHOLD_": str(8 * 2**20),
}
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120
