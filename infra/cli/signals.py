"""Signals by which a command that runs on and on is told to leave."""

import signal


def heed_signals() -> None:
    """Leave in order on Ctrl-C, on SIGTERM, and on a hangup unless started with nohup."""
    signal.signal(signal.SIGINT, _leave)
    signal.signal(signal.SIGTERM, _leave)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        # While it serves, uvicorn answers SIGTERM itself and finishes the requests under way.
        signal.signal(signal.SIGHUP, lambda signum, frame: signal.raise_signal(signal.SIGTERM))


def _leave(signum: int, frame: object) -> None:
    """Leave, closing everything in order; asking again meanwhile changes nothing."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
