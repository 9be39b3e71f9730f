"""Check the links of finished pages: `python tests/site/links.py FOLDER`.

Each link, picture, script and style sheet must be a file of the folder, and what follows a # a place in it.
Addresses of other machines are not asked; they are printed. Exits with 1 if something is missing.
"""

import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links of a page and the places to which one can link."""

    def __init__(self, path):
        super().__init__()
        self.links, self.places = set(), {"", "top"}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        """Called for each tag."""
        for name, value in attributes:
            if name in ("href", "src") and value and not value.startswith(("data:", "javascript:")):
                self.links.add(value)
            if name in ("id", "name") and value:
                self.places.add(value)


page = cache(Page)


def missing(folder) -> tuple[list[str], list[str]]:
    """(links that lead nowhere, addresses of other machines) of all pages of a folder."""
    wrong, others = [], set()
    for path in sorted(Path(folder).glob("*.html")):
        for link in sorted(page(path).links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                others.add(link)
                continue
            target = path.parent / unquote(parts.path) if parts.path else path
            anchors = (
                page(target).places if target.suffix == ".html" and target.is_file() else {parts.fragment}
            )
            if not target.is_file() or unquote(parts.fragment) not in anchors:
                wrong.append(f"{path.name}: {link}")
    return wrong, sorted(others)


def main(folder):
    """The command; see the top of this module."""
    wrong, others = missing(folder)
    print(*(f"elsewhere: {link}" for link in others), *(f"leads nowhere: {link}" for link in wrong), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
