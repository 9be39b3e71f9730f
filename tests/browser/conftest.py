"""One JupyterLab and one Chromium for all tests in the browser that a process runs."""

import pytest
from browser import lab as harness


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    started = harness.Lab(tmp_path_factory.mktemp("lab"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def chromium():
    with harness.browser() as opened:
        yield opened
