"""A recording that is heard piece by piece, each of which is paid for, and kept, by itself."""

import msgspec

from shared.speech import answers, failures, recordings, sources
from shared.speech.answers import Answer
from shared.speech.listening import accounts, short_calls
from shared.speech.orders import Order
from shared.speech.recordings import Recording
from shared.tasks.kinds import Arrived, Part, Run


def prepare(run: Run[Order], recording: Recording) -> None:
    """The piece that comes next, if there is one."""
    start = _end(_so_far(run))
    if start < recording.seconds:
        sources.cut(run, recording, start, short_calls.LONGEST)


def hear(run: Run[Order]) -> Part | Arrived:
    """Hear what was prepared."""
    answer, recording = _so_far(run), recordings.prepared(run.folder)
    if _end(answer) < recording.seconds:
        answer = _heard(run, answer)
    run.progress(5 + int(90 * _end(answer) / max(recording.seconds, 1.0)))
    if _end(answer) < recording.seconds:
        return Part(answer, answers.cost(run, answer.billed))
    whole = msgspec.structs.replace(answer, seconds=recording.seconds)
    return answers.arrived(run, whole, answer.billed)


def _heard(run: Run[Order], answer: Answer) -> Answer:
    """What was heard before, and the next piece."""
    order, (path, end) = run.request, sources.piece(run)
    account, model = accounts.of_studio(order.engine)
    with failures.of_provider(run, creates=True):
        heard = short_calls.hear(account, model, path, order.wish.language, run.deadline)
    return msgspec.structs.replace(
        answer,
        pieces=[*answer.pieces, (_end(answer), end, heard.text)],
        language=answer.language or (heard.language if heard.text else ""),
        billed=answer.billed + heard.seconds,
    )


def _so_far(run: Run[Order]) -> Answer:
    return msgspec.convert(run.so_far or {}, Answer)


def _end(answer: Answer) -> float:
    """Of the last piece that was heard."""
    return answer.pieces[-1][1] if answer.pieces else 0.0
