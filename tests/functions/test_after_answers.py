"""What is told and counted behind an answer never spoils it."""

import pytest

from shared.database import transactions
from tests.client import Client
from tests.conftest import Clock
from tests.functions.questions import ask
from tests.simulators.openai import OpenAISimulator
from tests.unwritable import OUTPUTS, standard_output

REFUSING = {
    "sqlite": "CREATE TRIGGER refusing BEFORE INSERT ON answers"
    " BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "mysql": "CREATE TRIGGER refusing BEFORE INSERT ON answers"
    " FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'",
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_log_that_cannot_be_written_fails_no_request(
    client: Client, model: OpenAISimulator, output: str
) -> None:
    account = client.register()

    with standard_output(output):
        for _ in range(3):
            assert client.call("GET", "/api/health").status == 200
            lost = client.call("GET", "/api/conversations/云", token=account.token)
            assert lost.status == 404
        assert ask(client, account=account).status == 200
        assert ask(client, account=account, stream=True).events[-1][0] == "done"


def test_counts_that_the_database_refuses_for_good_fail_no_request(
    client: Client, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with transactions.writing() as tx:
        tx.run(REFUSING[tx.dialect])
    try:
        for _ in range(2):
            assert client.call("GET", "/api/auth/me").status == 401
            clock.advance(seconds=60)
    finally:
        with transactions.writing() as tx:
            tx.run("DROP TRIGGER refusing")

    told = capsys.readouterr().out
    assert told.count("not done after an answer") == 2
    assert "refused" in told
