import { mount } from "@vue/test-utils";
import { expect, it, vi } from "vitest";
import { computed, shallowRef } from "vue";
import { t } from "../i18n/t";
import ListTable from "./ListTable.vue";

interface Row {
  id: string;
  name: string;
}

function shown(rows: Row[], { isFiltered = false, hasNext = false } = {}) {
  const next = vi.fn();
  const listing = {
    ...{ items: shallowRef(rows), state: shallowRef("done" as const), failure: shallowRef() },
    ...{ page: computed(() => 1), hasNext: computed(() => hasNext) },
    ...{ hasPrevious: computed(() => false), isFiltered: computed(() => isFiltered) },
    ...{ sort: shallowRef(""), size: shallowRef("50"), sizes: ["50"] },
    ...{ next, previous: vi.fn(), clear: vi.fn(), reload: vi.fn() },
  };
  const columns = [
    { key: "id", label: "Id", sort: "id" },
    { key: "name", label: "Name" },
  ];
  const table = mount(ListTable<Row>, {
    props: { label: "Rows", columns, listing, empty: "None yet" } as never,
    slots: { name: "<b>{{ params.row.name }}</b>" },
  });
  return { table, listing };
}

it("shows what a slot makes of a row, and of the others what they hold", () => {
  const { table } = shown([{ id: "7", name: "seven" }]);

  expect(table.findAll("td").map((cell) => cell.element.innerHTML)).toEqual(["7", "<b>seven</b>"]);
});

it("asks the list for another order", async () => {
  const { table, listing } = shown([{ id: "7", name: "seven" }]);
  await table.find("th button").trigger("click");

  expect(listing.sort.value).toBe("id");
});

it.each([
  [{}, "None yet"],
  [{ isFiltered: true }, t("no_rows_filtered")],
  [{ isFiltered: true, hasNext: true }, t("none_so_far")],
])("says of nothing with %o why", (how, said) => {
  expect(shown([], how).table.find("[role=status]").text()).toBe(said);
});
