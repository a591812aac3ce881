"""The paper that a unit scans to prove what it asks for: a page with a heading, lines, and a red seal."""

import io

LABEL = "审批盖章件"
# What is proved by which form.
PURPOSES = {"RequestReturn": "return", "RequestExtension": "extension", "SubmitReply": "stamped"}


def a_scan(number: str) -> bytes:
    """A small picture of a page about this case."""
    from PIL import Image, ImageDraw  # only a run in which somebody scans pays for it

    page = Image.new("RGB", (210, 297), "white")
    pen = ImageDraw.Draw(page)
    pen.text((45, 20), number, fill="black")
    for line in range(60, 200, 16):
        pen.line((20, line, 190, line), fill="grey")
    pen.ellipse((130, 210, 190, 270), outline="red", width=3)
    written = io.BytesIO()
    page.save(written, "PNG")
    return written.getvalue()
