"""`python -m tests.deploy.outside`, in a container: a model and a robot, for the stack to reach.

What the robot is told goes to standard output, a line of JSON each.
"""

import asyncio
import json
import os
import ssl
import sys

from tests.simulators.openai import OpenAISimulator, Pace
from tests.simulators.openai_answers import Answer
from tests.simulators.wecom import WecomSimulator

MODEL, ROBOT = 8100, 8443
LONG = "天" * 150 + "完。"  # of two characters a piece: some 15 s
PACE = 0.2  # seconds
_EVERY = 0.1


async def main() -> None:
    with OpenAISimulator(default=Answer(LONG), record=False) as model, WecomSimulator() as robot:
        model.normally = Pace(PACE)
        await _forward(MODEL, int(model.url.split(":")[2].split("/")[0]), None)
        await _forward(ROBOT, int(robot.address.rpartition(":")[2]), _certificate())
        told = 0
        while True:
            for text in robot.messages[told:]:
                sys.stdout.write(json.dumps({"told": text}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            told = len(robot.messages)
            await asyncio.sleep(_EVERY)


def _certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.environ["CERTIFICATE"])
    return context


async def _forward(port: int, target: int, tls: ssl.SSLContext | None) -> None:
    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))

    await asyncio.start_server(joined, "0.0.0.0", port, ssl=tls)  # noqa: S104


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(main())
