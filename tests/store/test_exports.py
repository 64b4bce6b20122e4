"""What leaves of the tables, and that no table has to be sorted first."""

from typing import Any, get_args

import pytest

from shared.database import snapshots, transactions
from shared.store import exports
from shared.store.exports import TABLES, Dataset

DATASETS: tuple[Dataset, ...] = get_args(Dataset)


def plan(dataset: Dataset, since: int, until: int) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        statement = exports._select(TABLES[dataset], tx.dialect)
        return tx.all(f"EXPLAIN {statement}", since=since, until=until)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("span", [(0, 2**63 - 1), (10**12, 10**12 + 1)])
def test_no_table_is_sorted(mariadb_url: str, dataset: Dataset, span: tuple[int, int]) -> None:
    (step,) = plan(dataset, *span)

    assert step["key"] == TABLES[dataset].index
    assert "filesort" not in step["Extra"]


def test_every_dataset_has_a_table() -> None:
    assert tuple(TABLES) == DATASETS


def test_every_column_that_is_called_a_time_shows_as_one() -> None:
    names = {name for table in TABLES.values() for name in table.columns}

    assert {n for n in names if n == "at" or n.endswith("_at")} == exports.INSTANTS


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_empty_table_has_no_rows(database: str, dataset: Dataset) -> None:
    with snapshots.opened() as snapshot:
        assert list(exports.each(snapshot, dataset, 0, 2**63 - 1)) == []
