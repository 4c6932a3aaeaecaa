"""Takes from this process what a decoder has no use for: network, files, memory, time and children.

Where the kernel gives out no namespace of one's own, sockets are refused by the limit on descriptors: none is left to
open, and the three that there are lead to the parent.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from contextlib import suppress

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
STANDARD = 3
"""Descriptors that stay: in, out and the parent's log."""


def confine() -> str:
    """Give up everything; say how the network is refused: `namespace`, or only `descriptors`."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    with suppress(OSError):
        os.nice(10)
    network = "namespace"
    try:
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET | os.CLONE_NEWIPC)
    except OSError:
        network = "descriptors"
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.closerange(STANDARD, 4096)
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, STANDARD),
    ):
        resource.setrlimit(what, (limit, limit))
    return network
