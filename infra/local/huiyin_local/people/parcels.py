"""A form by which a file is sent, and the file packed as a browser packs it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup

_BOUNDARY = "----file-and-fields"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where a file goes, and what goes with it."""

    action: str
    fields: Mapping[str, str]


def read(html: str) -> Parcel | None:
    """The page's form for a file, where it has one."""
    for form in BeautifulSoup(html, "html.parser").find_all("form", enctype="multipart/form-data"):
        hidden = form.find_all("input", type="hidden")
        return Parcel(str(form["action"]), {str(each["name"]): str(each["value"]) for each in hidden})
    return None


def links(html: str) -> list[tuple[str, str]]:
    """What the page's links are called, and where they lead."""
    found = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    return [(str(link.get_text(" ", strip=True)), str(link["href"])) for link in found]


def packed(fields: Mapping[str, str], content: bytes, name: str = "scan.bin") -> tuple[str, bytes]:
    """The type and the body of the request; the file comes last, under the name that it has at home."""
    lines = []
    for field, value in fields.items():
        lines += [f"--{_BOUNDARY}", f'Content-Disposition: form-data; name="{field}"', "", value]
    lines += [f"--{_BOUNDARY}", f'Content-Disposition: form-data; name="file"; filename="{name}"']
    head = "\r\n".join([*lines, "Content-Type: application/octet-stream", "", ""]).encode()
    return f"multipart/form-data; boundary={_BOUNDARY}", head + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
