"""The handling slip (处理单、处置单): a case as the paper that an office signs and stamps.

CQ-13 (《市商务委公开信箱（电话）处理单》 with the acceptance opinion), WB-6.2b (the slip on which a leader instructs).
It is made of what `visibility` lets its reader see, and of nothing else: no name, no contact data.
"""

from datetime import datetime

from huiyin.rulebook import Rulebook
from huiyin_aws.pages.visibility import CaseView
from huiyin_aws.slip.contents import sheet_of
from huiyin_aws.slip.sheet import pdf


def slip(view: CaseView, rulebook: Rulebook, now: datetime) -> bytes:
    """The slip as A4, in PDF; the same case at the same instant gives the same bytes."""
    return pdf(sheet_of(view, rulebook, now))
