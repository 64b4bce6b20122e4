"""Letters that were just asked for are sent soon, and by nobody whose answer would wait for it."""

import threading

import msgspec

from shared import log
from shared.config import environment
from shared.errors import ApiError

MAIL_JOB = "mail"  # the job of the scheduler that does the same every minute
_lock = threading.Lock()
_thread: threading.Thread | None = None
_wanted = threading.Event()


def behind_an_answer() -> None:
    """On Function Compute the scheduler is called, elsewhere a thread sends. Who is not reached is
    no failure: the job finds what is due."""
    settings = environment.settings()
    if settings.mail_server is None:
        return
    if settings.task_carrier == "fc":
        _call_scheduler()
    else:
        _start()


def _call_scheduler() -> None:
    from shared.tasks.carriers import fc  # signs and calls, where there is somebody to call

    event = {"payload": MAIL_JOB, "triggerName": "mail_asked_for"}
    try:
        fc.invoke("scheduler", msgspec.json.encode(event), {})
    except ApiError as e:
        log.write("warning", "scheduler not called", cause=str(e.__cause__ or e))


def _start() -> None:
    global _thread
    _wanted.set()
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_send, name="mail", daemon=True)
            _thread.start()


def _send() -> None:
    """All that is due, once more if more was asked for meanwhile."""
    from shared.accounts import mail_sending  # speaks SMTP, which answers do not need

    while _wanted.is_set():
        _wanted.clear()
        try:
            mail_sending.send_due()
        except ApiError as e:
            log.write("warning", "mails not sent now", cause=str(e.__cause__ or e))
