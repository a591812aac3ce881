"""The one-machine cloud: the deployment's own templates and code, in one process, under a virtual clock."""

from .cloud import InvocationFailedError, LocalCloud
from .messages import Message
from .scheduler import World

__all__ = ["InvocationFailedError", "LocalCloud", "Message", "World"]
