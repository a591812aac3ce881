"""Forms that carry files, as a browser sends them, and the desk's forms of a unit."""

import re
from typing import Any

from huiyin_local.cloud.gateway import Response

UNIT = "/desk/registry/units/zhujian"
PARTS = {
    "content-type": "multipart/form-data; boundary=cut",
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}


def parcel(fields: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts += [(f'name="{name}"; filename="../../{name}<b>.bin"', content) for name, content in files.items()]
    cut = b"".join(b"--cut\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (n.encode(), c) for n, c in parts)
    return cut + b"--cut--\r\n"


def hidden(visitor: Any, path: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', visitor.get(path).text)
    assert found is not None
    return found[1]


def enters(visitor: Any, command: str, *, path: str = UNIT, scan: bytes = b"", **values: str) -> Response:
    fields = {"csrf": hidden(visitor, path, "csrf"), "edition": hidden(visitor, path, "edition"), "command": command}
    return visitor.post(path, parcel(fields | values, {"scan": scan} if scan else {}), **PARTS)
