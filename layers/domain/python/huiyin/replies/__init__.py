"""What a reply is looked through for before it leaves its unit: texts go in, findings come out, and nobody is judged.

GX-15, GX-16, NM-11d, CQ-26, CQ-29, SZ-A2.4.4f (what a reply holds, and what sends it back); SZ-A2.4.4i (solved or not).
"""

from huiyin.replies.checks import EXPLAINED, PROMISE, examine
from huiyin.replies.finding import DOUBT, REFUSE, WORDS, Finding, Reported

__all__ = ["DOUBT", "EXPLAINED", "PROMISE", "REFUSE", "WORDS", "Finding", "Reported", "examine"]
