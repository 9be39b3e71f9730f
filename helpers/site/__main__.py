"""The command: `python -m helpers.site FOLDER`, or `python -m helpers.site --single LESSON FOLDER`."""

import argparse
import sys
from importlib.util import find_spec


def main(arguments=None):
    """Build the site, or one lesson as one file; a sentence and exit code 1 if it fails."""
    parser = argparse.ArgumentParser(
        "python -m helpers.site", description="The course as pages that need no Python."
    )
    parser.add_argument(
        "folder", help="where to write; made if it is not there, an earlier site there is replaced"
    )
    parser.add_argument(
        "--single", metavar="LESSON", help="only this lesson, such as 02_derivative, as one file"
    )
    parser.add_argument(
        "--address", default="", help="where the site will be, such as https://example.org/relu"
    )
    parser.add_argument("--hub", default="", help="where a notebook opens, with {name} in place of its name")
    given = parser.parse_args(arguments)
    missing = [
        name for name in ("sphinx", "myst_nb", "sphinx_book_theme", "latex2mathml") if not find_spec(name)
    ]
    if missing:
        sys.exit(f"{', '.join(missing)} not found; python -m pip install -r helpers/site/requirements.txt")
    from helpers.site import build

    try:
        if given.single:
            build.one_file(given.single, given.folder, given.hub)
        else:
            build.site(given.folder, given.address, given.hub)
    except (OSError, RuntimeError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
