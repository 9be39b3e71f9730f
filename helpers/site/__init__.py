"""The course as pages that need no Python: `python -m helpers.site FOLDER`.

ways      which states of an explorer a page offers
record    these states, drawn by the explorer itself
figure    an explorer as a part of a page       cards     cards, quiz and exercises as parts of a page
pages     the sources of the pages              extension what Sphinx is told
build     the pages, made by Sphinx             single    a page as one file
static    the player, which shows what was recorded, and the looks
"""
