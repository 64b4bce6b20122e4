"""How a recording becomes a transcript: by whom it was ordered of, step by step."""

import time
from typing import Any, NamedTuple

import msgspec

from shared import log
from shared.dashscope import client
from shared.dashscope.errors import DashScopeError
from shared.speech import (
    answers,
    failures,
    pieces,
    recordings,
    results,
    sources,
    summaries,
    transcripts,
)
from shared.speech.answers import Answer
from shared.speech.kind import SPEECH
from shared.speech.listening import (
    accounts,
    file_transcription,
    tingwu,
    tingwu_results,
    whisper,
)
from shared.speech.orders import Order
from shared.speech.transcripts import Segment, Transcript
from shared.tasks.kinds import Arrived, Cost, Done, Failed, Part, Run, Unknown, Waiting, Work

_PAUSES = (3.0, 5.0, 8.0, 10.0)  # seconds between looks at a provider's task, the last for ever
_ATTEMPTS = 2  # of a provider to fetch a recording


class Ticket(NamedTuple):
    """A provider's task, as a row keeps it: what the recording lasts is not learned again."""

    task_id: str
    seconds: float
    attempt: int = 1
    looks: int = 0

    @classmethod
    def read(cls, upstream_id: str) -> "Ticket":
        task_id, _, rest = upstream_id.partition(" ")
        milliseconds, attempt, looks = rest.split(" ")
        return cls(task_id, int(milliseconds) / 1000, int(attempt), int(looks))

    def waiting(self) -> Waiting:
        upstream_id = f"{self.task_id} {round(self.seconds * 1000)} {self.attempt} {self.looks}"
        return Waiting(upstream_id, _PAUSES[min(self.looks, len(_PAUSES) - 1)])


class Listening(Work[Order]):
    kind, shape = SPEECH, Order

    def prepare(self, run: Run[Order]) -> None:
        """Who listens on this machine is asked when the result is stored: that may be done again,
        and costs nobody anything."""
        if run.request.way == "whisper":
            return
        recording = sources.prepare(run)
        run.progress(5)
        if run.request.way == "pieces":
            pieces.prepare(run, recording)
            return
        sources.send(run, recording)
        run.progress(10)

    def start(self, run: Run[Order]) -> Waiting | Arrived | Part:
        if run.request.way == "whisper":
            return Arrived(Answer())
        if run.request.way == "pieces":
            return pieces.hear(run)
        seconds = recordings.prepared(run.folder).seconds
        return Ticket(self._created(run, sources.link(run)), seconds).waiting()

    def poll(self, run: Run[Order]) -> Waiting | Arrived:
        ticket = Ticket.read(run.upstream_id)
        look = self._look_at_tingwu if run.request.way == "tingwu" else self._look_at_studio
        with failures.of_provider(run):
            return look(run, ticket._replace(looks=ticket.looks + 1))

    def cancel(self, run: Run[Order]) -> bool:
        """Only Model Studio forgets a task, and only one that it has not begun; where it cannot be
        asked, it is heard to the end."""
        if run.request.way != "fetched":
            return False
        ticket = Ticket.read(run.upstream_id)
        account = accounts.of_studio(run.request.engine).account
        try:
            return client.cancel(account, ticket.task_id)
        except DashScopeError as e:
            log.write("warning", "a task is not forgotten", task=run.id, cause=e.detail)
            return False

    def store(self, run: Run[Order], answer: Any) -> Done:
        told = msgspec.convert(answer, Answer)
        transcript, cost = self._transcript(run, told)
        run.go_on()
        summary, error = None, None
        if run.request.summary:
            run.progress(96)
            summary, error = summaries.sum_up(run.owner, run.id, transcript, run.request.locale)
        result = results.keep(run, transcript, summary, error)
        sources.forget(run)
        return Done(msgspec.to_builtins(result), cost)

    def _created(self, run: Run[Order], url: str) -> str:
        order = run.request
        with failures.of_provider(run, creates=True):
            if order.way == "tingwu":
                return tingwu.create(accounts.of_tingwu(), run.id, url, order.wish)
            account, model = accounts.of_studio(order.engine)
            return file_transcription.create(account, model, url, order.wish)

    def _look_at_studio(self, run: Run[Order], ticket: Ticket) -> Waiting | Arrived:
        task = client.query(accounts.of_studio(run.request.engine).account, ticket.task_id)
        run.note_request(task.answer.request_id)
        if task.status == "unknown":
            raise Unknown()
        if task.status in ("pending", "running"):
            return _shown(run, ticket).waiting()
        if task.status == "cancelled":
            raise Failed("upstream_error")
        try:
            found = file_transcription.outcome(task)
        except DashScopeError as e:
            return self._once_more(run, ticket, e)
        return answers.arrived(run, Answer(ticket.seconds, found.link), found.seconds)

    def _look_at_tingwu(self, run: Run[Order], ticket: Ticket) -> Waiting | Arrived:
        looked = tingwu.look(accounts.of_tingwu(), ticket.task_id)
        if not looked.ended:
            return _shown(run, ticket).waiting()
        link = looked.links.get(tingwu_results.NAME, "")
        return answers.arrived(run, Answer(ticket.seconds, link), ticket.seconds)

    def _once_more(
        self, run: Run[Order], ticket: Ticket, error: DashScopeError
    ) -> Waiting | Arrived:
        """A provider that could not fetch the recording has a second try, by a fresh link; of what
        it has not fetched it has billed nothing."""
        if not error.once or ticket.attempt >= _ATTEMPTS:
            raise Failed("upstream_error", "recording_not_fetched") if error.once else _final(error)
        if run.is_cancelled:
            raise _final(error)
        url = sources.link(run)
        return Ticket(self._created(run, url), ticket.seconds, ticket.attempt + 1).waiting()

    def _transcript(self, run: Run[Order], told: Answer) -> tuple[Transcript, Cost | None]:
        """What was said, and what it costs where that is learned only now."""
        order = run.request
        if order.way == "whisper":
            return self._heard_here(run), Cost(0, {"seconds": 0})
        if told.pieces:
            segments = (Segment(*piece) for piece in told.pieces)
            return transcripts.of_segments(
                segments, told.language or order.wish.language or None, told.seconds
            ), None
        if not told.link:
            return transcripts.of_segments((), order.wish.language or None, told.seconds), None
        with failures.of_provider(run):
            if order.way == "tingwu":
                heard, counted = tingwu_results.fetch(
                    accounts.of_tingwu(), told.link, told.seconds, diarized=order.wish.diarize
                )
                return heard, answers.cost(run, counted)
            account = accounts.of_studio(order.engine).account
            found = file_transcription.fetch(account, told.link, told.seconds)
        language = found.language or order.wish.language or None
        return msgspec.structs.replace(found, language=language), None

    def _heard_here(self, run: Run[Order]) -> Transcript:
        recording = sources.prepare(run)
        seconds = max(1.0, run.deadline - time.monotonic())

        def report(heard: float) -> None:
            run.progress(int(5 + 90 * heard / max(recording.seconds, 1.0)))

        watch = msgspec.structs.replace(sources.watch(run), report=report)
        with failures.of_programs(run):
            return whisper.transcribe(recording, run.request.wish, seconds, watch)


def _shown(run: Run[Order], ticket: Ticket) -> Ticket:
    """A provider does not say how far it is: about ten times as fast as it was spoken."""
    run.progress(min(95, 10 + int(85 * ticket.looks * 10 / max(ticket.seconds / 10, 10.0))))
    return ticket


def _final(error: DashScopeError) -> Failed:
    failure = failures.failed(error)
    failure.retryable = False  # the provider's task has ended
    return failure
