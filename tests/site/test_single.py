"""A page with everything inside: each file that it names is in it as data, and nothing else of it changes."""

import base64

from helpers.site.single import data, inline

CSS = """@import url("more/b.css");
@import "c.css";
p { src: url("../font%20x.woff2?v=2") url(data:x) url(#id) }"""
PAGE = """<html>
<script data-x src="https://example.org/fontawesome.js"></script>
<link rel="preload" href="gone.woff2"><link rel="index" href="gone.html"><link rel="search" href="gone.html">
<link rel="next" href="gone.html"><link rel="prev" href="gone.html"><link rel="author" href="gone.html">
<link rel="prefetch" href="gone.js"><link rel="modulepreload" href="gone.js">
<link rel="stylesheet" type="text/css" href="css/a.css?digest=1">
<link rel="icon" href="small.ico">
<script defer src="x.js?v=3"></script><script>let src = "x.js"</script>
<a href="other.html">stays</a><img alt="a" src="small.unknown"><img src="data:image/png;base64,AA==">
</html>"""
FILES = {
    "css/a.css": CSS,
    "css/more/b.css": "b { top: 0 }",
    "css/c.css": "c { top: url('small.png') }",
    "css/small.png": "png",
    "font x.woff2": "font",
    "small.ico": "icon",
    "x.js": "let x = 'é'",
    "small.unknown": "?",
}


def address(kind, text):
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def test_bytes_as_an_address():
    assert data("text/plain", b"\x00\xff") == "data:text/plain;base64,AP8="


def test_every_file_that_a_page_names_is_inside_it(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    png, font = address("image/png", "png"), address("font/woff2", "font")
    style = f"b {{ top: 0 }}\nc {{ top: url({png}) }}\np {{ src: url({font}) url(data:x) url(#id) }}"
    icon, script = address("image/vnd.microsoft.icon", "icon"), address("text/javascript", FILES["x.js"])
    assert inline(tmp_path / "page.html").splitlines() == [
        "<html>", "", "", "", "",
        *f"<style>{style}</style>".splitlines(),
        f'<link rel="icon" href="{icon}">',
        f'<script defer src="{script}"></script><script>let src = "x.js"</script>',
        f'<a href="other.html">stays</a><img alt="a" src="{address("application/octet-stream", "?")}">'
        '<img src="data:image/png;base64,AA==">',
        "</html>",
    ]  # fmt: skip
