"""Serves the gateway and the console on this machine."""

import logging
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from huiyin_local.console import Console
from huiyin_local.deployment import deploy, start

if TYPE_CHECKING:
    from huiyin_local.deployment import Deployment

HOST = "127.0.0.1"


class PortTakenError(OSError):
    """Somebody else listens there."""


def serve_empty(programmes: Sequence[str], at: datetime, port: int) -> None:
    """The local cloud without letters, until it is interrupted."""
    require_free(port)
    with start(at, programmes, seed=0, port=port) as cloud:
        serve([deploy(cloud, programme) for programme in programmes], port)


def serve(deployments: "Sequence[Deployment]", port: int) -> None:
    """Serve until interrupted."""
    from werkzeug.serving import run_simple

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    print(f"控制台 console: http://localhost:{port}/_local/   (Ctrl-C 结束 ends)", file=sys.stderr, flush=True)
    run_simple(HOST, port, Console(deployments), threaded=True)


def require_free(port: int) -> None:
    """Asked before minutes are spent on a run that nobody could see.

    Raises:
        PortTakenError: the port is in use.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(
                f"port {port} cannot be used ({error.strerror}); choose another with --port"
            ) from error
