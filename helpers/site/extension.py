"""What Sphinx is told beyond its settings: formulas as MathML, a description and a picture of each page."""

import re
from html import escape


def setup(app):
    """Called by Sphinx."""
    app.add_config_value("descriptions", {}, "html")
    app.add_config_value("address", "", "html")
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(self, node):
    _write(self, node, "{}")


def _block(self, node):
    _write(self, node, '<div class="formula">{}</div>', display="block")


def _write(self, node, around, **how):
    from docutils.nodes import SkipNode  # only building the site needs them

    self.body.append(around.format("".join(mathml(part, **how) for part in apart(node.astext()))))
    raise SkipNode


def apart(latex) -> list[str]:
    r"""A formula at its \qquad, so that a narrow page can put one part under the other."""
    parts = latex.split(r"\qquad")
    whole = all(part.count(one) == part.count(other) for part in parts for one, other in PAIRS)
    return parts if whole else [latex]


PAIRS = [("{", "}"), (r"\begin", r"\end"), (r"\left", r"\right")]


def mathml(latex, **how) -> str:
    """A formula as MathML; a prime is as high by itself and stands on the line."""
    from latex2mathml.converter import convert  # only building the site needs it

    prime = "<mi>&#x02032;</mi>"
    return re.sub(rf"<msup>(<mi>\w</mi>){prime}</msup>", rf"\1{prime}", convert(latex, **how))


def _describe(app, pagename, templatename, context, doctree):
    """Tags for search machines, and for those who share a page (Open Graph)."""
    title, text = app.config.descriptions.get(pagename, (app.config.html_title, app.config.html_title))
    address = app.config.address
    tags = {
        "og:type": "website",
        "og:title": title,
        "og:description": text,
        "og:site_name": app.config.html_title,
    }
    if address:
        tags |= {"og:url": f"{address}/{pagename}.html", "og:image": f"{address}/_static/share.png"}
    shared = "".join(f'<meta property="{name}" content="{escape(said)}">\n' for name, said in tags.items())
    context["metatags"] = (
        context.get("metatags", "") + f'<meta name="description" content="{escape(text)}">\n{shared}'
    )
