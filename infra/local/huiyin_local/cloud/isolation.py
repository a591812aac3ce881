"""What one cloud changes in the process, and how the process gets it back when the cloud ends."""

import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

_ABSENT = object()

DUMMY_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "POWERTOOLS_TRACE_DISABLED": "true",
    "TZ": "UTC",
}


class Patches:
    """Replacements of attributes, taken back in reverse order."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], Any]] = []

    def replace(self, owner: Any, name: str, new: Any) -> Any:
        """Put `new` in place of an attribute; gives what was there, for wrapping."""
        old = vars(owner).get(name, _ABSENT)
        bound = getattr(owner, name, None)
        setattr(owner, name, new)
        if old is _ABSENT:
            self._undo.append(lambda: delattr(owner, name))
        else:
            self._undo.append(lambda: setattr(owner, name, old))
        return bound

    def on_undo(self, action: Callable[[], Any]) -> None:
        self._undo.append(action)

    def undo(self) -> None:
        while self._undo:
            self._undo.pop()()


def borrow_environment(patches: Patches, variables: Mapping[str, str]) -> None:
    """Set environment variables until the cloud ends."""
    before = dict(os.environ)

    def give_back() -> None:
        os.environ.clear()
        os.environ.update(before)
        time.tzset()

    patches.on_undo(give_back)
    os.environ.update(variables)
    time.tzset()


def seed_chance(patches: Patches, seed: int) -> None:
    """Make every source of randomness in the process repeat itself: tokens, ids, salts, jitter."""
    from moto.moto_api._internal import mock_random

    source = random.Random(seed)
    state = random.getstate()
    patches.on_undo(lambda: random.setstate(state))
    random.seed(seed)
    mock_random.seed(seed)
    patches.replace(os, "urandom", source.randbytes)
    patches.replace(random, "_urandom", source.randbytes)


def quieten(patches: Patches, *loggers: str) -> None:
    """Keep the emulator's own complaints out of the output: the tests read results, not its log."""
    for name in loggers:
        logger = logging.getLogger(name)
        patches.on_undo(partial(logger.setLevel, logger.level))
        logger.setLevel(logging.CRITICAL + 1)


def forget_clients() -> None:
    """Drop AWS clients and sessions that outlive a cloud: they hold its credentials and its emulator's hooks."""
    import boto3

    from huiyin_aws import clients

    boto3.DEFAULT_SESSION = None
    clients.reset()


def purge_modules(folders: Iterable[Path]) -> None:
    """Forget modules that were loaded from functions' folders, so that the next cloud runs their cold start again."""
    roots = [str(folder) + os.sep for folder in folders]
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if any(file.startswith(root) for root in roots):
            del sys.modules[name]
