"""The console of the local cloud at `/_local/`: the clock, every message with its link, the cases with their lights."""

from huiyin_local.console.app import Console

__all__ = ["Console"]
