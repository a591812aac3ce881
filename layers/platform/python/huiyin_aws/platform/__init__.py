"""The 12345 platform's side of Guangxi's mailbox: it asks what there is to hand out, hands it out, follows it, replies.

GX-7 (letters are passed to the platform, which hands them out; the result is answered through the mailbox), GX-24
(分发、跟进、督办、回复、评分、退回、延办 without a break). Everything is decided by `decide`, as for people.
"""
