"""A page of Sphinx with everything inside: style sheets, scripts, fonts and pictures as data."""

import base64
import mimetypes
import re
from urllib.parse import unquote, urlsplit


def data(kind, content) -> str:
    """The address of some bytes of this kind."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def inline(path) -> str:
    """The page as one text that needs no other file."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"<script\b[^>]*fontawesome[^>]*></script>", "", text
    )  # two megabytes, for buttons that are not there
    text = re.sub(
        r'<link\b[^>]*\brel="(?:preload|prefetch|modulepreload|index|search|next|prev|author)"[^>]*>',
        "",
        text,
    )
    text = re.sub(r'<link\b[^>]*\brel="stylesheet"[^>]*>', lambda tag: _style(path, tag[0]), text)
    text = re.sub(r'<link\b[^>]*\brel="icon"[^>]*>', lambda tag: _with_data(path, tag[0], "href"), text)
    return re.sub(r"<(?:script|img)\b[^>]*\bsrc=[^>]*>", lambda tag: _with_data(path, tag[0], "src"), text)


def _style(path, tag):
    address = re.search('href="([^"]*)"', tag)[1]
    return f"<style>{_css(_local(path, address))}</style>"


def _css(path):
    """A style sheet with the files that it names."""

    def put(found):
        address = found[1].strip("\"'")
        if address.startswith(("data:", "#")):
            return found[0]
        return f"url({_as_data(_local(path, address))})"

    text = path.read_text(encoding="utf-8")
    text = re.sub(r'@import (?:url\()?"([^"]*)"\)?;', lambda found: _css(_local(path, found[1])), text)
    return re.sub(r"url\(([^)]*)\)", put, text)


def _with_data(path, tag, attribute):
    address = re.search(rf'\b{attribute}="([^"]*)"', tag)[1]
    return (
        tag
        if address.startswith("data:")
        else tag.replace(f'"{address}"', f'"{_as_data(_local(path, address))}"')
    )


def _as_data(path):
    kind = (
        "text/javascript"
        if path.suffix == ".js"
        else mimetypes.guess_type(path)[0] or "application/octet-stream"
    )
    return data(kind, path.read_bytes())


def _local(path, address):
    return path.parent / unquote(urlsplit(address).path)
