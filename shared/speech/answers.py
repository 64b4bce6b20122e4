"""What has arrived of who listens, and what is to be paid for it."""

import msgspec

from shared.speech.engines import Engine
from shared.speech.orders import Order
from shared.tasks.kinds import Arrived, Cost, Run


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A link to a transcript, or the texts of pieces, of so many seconds; or nothing yet, of who
    listens on this machine. `billed` are the seconds of the pieces, by the provider's count."""

    seconds: float = 0.0
    link: str = ""
    pieces: list[tuple[float, float, str]] = []
    language: str = ""
    billed: float = 0.0


def arrived(run: Run[Order], answer: Answer, billed: float) -> Arrived:
    return Arrived(answer, cost(run, billed))


def cost(run: Run[Order], seconds: float) -> Cost:
    """By the provider's count, but never more than the recording that was paid for in advance."""
    order = run.request
    counted = min(seconds, order.most)
    engine = Engine(order.engine, "fetched", "", order.rate, order.most)
    return Cost(engine.price(counted), {"seconds": round(counted, 3)})
