"""What Sphinx is told beyond its settings: formulas as MathML, a description and a picture of each page."""

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
    from latex2mathml.converter import convert

    self.body.append(around.format(convert(node.astext(), **how)))
    raise SkipNode


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
