"""The dictionaries of a PDF and the streams behind them, as any reader finds them.

A reader comes to an object wherever its cross-references say, so every `obj` in the file begins one here, whatever
stands around it: a comment, a string, another object. From there on it is read by the grammar (ISO 32000-1, 7.2, 7.3)
and nothing else; what the grammar does not allow is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from huiyin_aws.inspection.findings import Unfit, Why

MOST_TOKENS = 5_000_000
_DEEPEST = 200
_LONGEST_GAP = 4_000

_WHITE, _ENDS = rb"\0\t\n\f\r ", rb"\0\t\n\f\r ()<>\[\]{}/%"
_OBJECT = re.compile(rb"(?<=[%b\d])obj(?=[%b<\[%%])" % (_WHITE, _WHITE))
_GAP = re.compile(rb"(?:[%b]++|%%[^\r\n]*+)*+" % _WHITE)
_TOKEN = re.compile(
    rb"(?P<gap>[%(white)b]++|%%[^\r\n]*+)"
    rb"|(?P<name>/[^%(ends)b]*+)"
    rb"|(?P<plain>(?:\d++[%(white)b]++\d++[%(white)b]++R|[-+.\d][-+.\deE]*+|true|false|null)(?=[%(ends)b]))"
    rb"|(?P<opens><<|\[)|(?P<shuts>>>|\])|(?P<text>\()|(?P<hex><[0-9A-Fa-f%(white)b]*+>)"
    % {b"white": _WHITE, b"ends": _ENDS}
)
_TEXT = re.compile(rb"[^()\\]*+(?:\\.[^()\\]*+)*+([()])", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(slots=True)
class Found:
    """An object: all names in it, the values of its own entries as they are written, and where its stream begins."""

    names: set[bytes] = field(default_factory=set)
    entries: dict[bytes, list[bytes]] = field(default_factory=dict)
    data: int | None = None


@dataclass(slots=True)
class _Open:
    """A dictionary or an array that is being read; a dictionary waits for a key, or for the key's value."""

    shuts: bytes
    key: bytes | None = None
    value_at: int = 0


def unescaped(content: bytes) -> bytes:
    """Names may be written with escapes, `/J#61vaScript`."""
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), content)


def found(content: bytes) -> Iterator[Found]:
    """Every dictionary and every array that begins an object.

    Raises:
        Unfit: one of them breaks the grammar, or all of them are more than anybody looks through.
    """
    left = [MOST_TOKENS]
    for begin in _OBJECT.finditer(content):
        at = _after_gap(content, begin.end())
        if content.startswith((b"<<", b"["), at):
            yield _read(content, at, left)


def _after_gap(content: bytes, at: int) -> int:
    gap = _GAP.match(content, at, at + _LONGEST_GAP)
    assert gap is not None, "it may be empty"
    if gap.end() == at + _LONGEST_GAP:
        raise Unfit(Why.BROKEN)
    return gap.end()


def _read(content: bytes, at: int, left: list[int]) -> Found:
    read, within = Found(), list[_Open]()
    while True:
        token = _TOKEN.match(content, at)
        left[0] -= 1
        if token is None or left[0] < 0 or len(within) > _DEEPEST:
            raise Unfit(Why.BROKEN if token is None else Why.TOO_LARGE_INSIDE)
        kind, begin, at = token.lastgroup, at, token.end()
        if kind == "gap":
            continue
        if kind == "opens":
            _value(within, begin)
            within.append(_Open(b">>" if token[0] == b"<<" else b"]"))
            continue
        if kind == "shuts":
            shut = within.pop()
            if shut.shuts != token[0] or shut.key is not None:
                raise Unfit(Why.BROKEN)
            if not within:
                read.data = _data(content, at)
                return read
        elif kind == "name":
            name = unescaped(token[0][1:])
            read.names.add(name)
            if _is_key(within, name):
                continue
            _value(within, begin)
        else:
            _value(within, begin)
            at = _after_text(content, at) if kind == "text" else at
        _done(within, content, at, read)


def _is_key(within: list[_Open], name: bytes) -> bool:
    """The first of two in a dictionary is a name, and waits for its value."""
    inner = within[-1]
    if inner.shuts == b"]" or inner.key is not None:
        return False
    inner.key = name
    return True


def _value(within: list[_Open], begin: int) -> None:
    if within and within[-1].shuts == b">>":
        if within[-1].key is None:
            raise Unfit(Why.BROKEN)
        within[-1].value_at = begin


def _done(within: list[_Open], content: bytes, end: int, read: Found) -> None:
    """A value has ended; those of the outermost dictionary are the object's own."""
    inner = within[-1]
    if len(within) == 1 and inner.key is not None:
        read.entries.setdefault(inner.key, []).append(content[inner.value_at : end])
    inner.key = None


def _after_text(content: bytes, at: int) -> int:
    """Behind a string in brackets, which may hold such brackets in pairs."""
    depth = 1
    while depth:
        bracket = _TEXT.match(content, at)
        if bracket is None:
            raise Unfit(Why.BROKEN)
        depth += 1 if bracket[1] == b"(" else -1
        at = bracket.end()
    return at


def _data(content: bytes, at: int) -> int | None:
    """Where the data of a stream begins; behind an array there is none, and a reader looks for none."""
    at = _after_gap(content, at)
    if not content.startswith(b"stream", at):
        return None
    stream = _STREAM.match(content, at)
    if stream is None:
        raise Unfit(Why.BROKEN)
    return stream.end()
