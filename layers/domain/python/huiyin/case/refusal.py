"""A refusal: the rule that a command breaks, its clause, and what to do instead, in words for people."""


class Refusal(Exception):  # noqa: N818 - the field's own word: the law refuses a move, the program has not failed
    """`code` is stable for machines; `zh` and `en` say what was wrong and what to do now; `clause` is the rule."""

    def __init__(self, code: str, zh: str, en: str, clause: str = "") -> None:
        super().__init__(f"{code}: {en}")
        self.code, self.zh, self.en, self.clause = code, zh, en, clause
