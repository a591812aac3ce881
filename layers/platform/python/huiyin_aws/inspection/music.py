"""Sound (mp3): frame after frame of MPEG layer III; only the frames are kept, no tag before, between or behind them."""

from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

_FEWEST_FRAMES = 8
_LEAST_SHARE = 0.9  # of what stands between the tags; the rest is lost in transmission, or is none of sound's

# Kilobits a second by the header's four bits, for layer III of version 1 and of versions 2 and 2.5.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_LAYER_3 = 1


def looks_like(content: bytes) -> bool:
    return content.startswith(b"ID3") or _frame_length(content, 0) > 0


def clean(content: bytes) -> Sound:
    """The frames.

    Raises:
        Unfit: they are too few, or too much of the file is something else.
    """
    start, end = _after_tags(content), len(content)
    if content[-128:-125] == b"TAG":
        end -= 128
    frames, at = [], start
    while at < end:
        length = _frame_length(content, at)
        if length and at + length <= end:
            frames.append(content[at : at + length])
            at += length
        else:
            at = _next_sync(content, at + 1, end)
    kept = b"".join(frames)
    if len(frames) < _FEWEST_FRAMES or len(kept) < _LEAST_SHARE * (end - start):
        raise Unfit(Why.BROKEN)
    return Sound(Media.MP3, kept)


def _after_tags(content: bytes) -> int:
    """Behind the ID3v2 tags, whose size is written in four times seven bits."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        a, b, c, d = content[at + 6 : at + 10]
        footer = 10 if content[at + 5] & 0x10 else 0
        at += 10 + footer + (a << 21 | b << 14 | c << 7 | d)
    while at < len(content) and content[at] == 0:
        at += 1  # padding
    return at


def _next_sync(content: bytes, at: int, end: int) -> int:
    found = content.find(b"\xff", at, end)
    return end if found < 0 else found


def _frame_length(content: bytes, at: int) -> int:
    """How long the frame is that begins here; 0 where none does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version not in _HERTZ or layer != _LAYER_3 or not 0 < rate < 15 or hertz == 3:
        return 0
    bits, samples = (_RATES_1, 144) if version == 3 else (_RATES_2, 72)
    return samples * bits[rate] * 1000 // _HERTZ[version][hertz] + padding
