"""Circuit breakers: a target that keeps failing is left alone for a while, then probed once.

(Nygard, "Release It!"). The state is this process's own: each instance finds out for itself.
"""

import threading
import time

import msgspec

FAILURES = 5  # in a row open a breaker
REST = 30.0  # seconds


class _State(msgspec.Struct):
    failures: int = 0
    opened_at: float = 0.0
    probing: bool = False


_states: dict[str, _State] = {}
_lock = threading.Lock()


def is_ready(name: str) -> bool:
    """Whether `lets_through` would say yes now."""
    with _lock:
        return _is_ready(_states.get(name, _State()))


def lets_through(name: str) -> bool:
    """Whether to call: when closed, or as the one probe after a rest.

    Who was let through says how it went: `succeeded`, `failed` or `spared`.
    """
    with _lock:
        state = _states.setdefault(name, _State())
        if not _is_ready(state):
            return False
        state.probing = state.failures >= FAILURES
        return True


def succeeded(name: str) -> None:
    with _lock:
        _states[name] = _State()


def failed(name: str) -> None:
    with _lock:
        state = _states.setdefault(name, _State())
        state.failures += 1
        state.probing = False
        if state.failures >= FAILURES:
            state.opened_at = time.monotonic()


def spared(name: str) -> None:
    """A call ended without saying anything about the target: a probe may be tried again."""
    with _lock:
        _states.setdefault(name, _State()).probing = False


def states() -> dict[str, str]:
    """closed, open or half-open by name, for the operator."""
    with _lock:
        return {name: _word(state) for name, state in _states.items()}


def _is_ready(state: _State) -> bool:
    if state.failures < FAILURES:
        return True
    return not state.probing and time.monotonic() - state.opened_at >= REST


def _word(state: _State) -> str:
    if state.failures < FAILURES:
        return "closed"
    return "half-open" if state.probing else "open"
