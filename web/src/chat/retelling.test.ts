import { expect, it } from "vitest";
import { retold } from "./retelling";
import { turn } from "./turns";

const said = (count: number, text = "x") =>
  Array.from({ length: count }, (_, place) =>
    turn(place % 2 ? "assistant" : "user", { text: `${place} ${text}` }),
  );

it("tells the newest twenty turns", () => {
  expect(retold(said(30)).map((each) => each.text[0] + each.text[1]!)).toEqual(
    Array.from({ length: 20 }, (_, place) => `${place + 10}`),
  );
});

it("tells no more than may be said at once, and begins with a question", () => {
  const told = retold(said(20, "字".repeat(3_000)), "?".repeat(20_000));

  expect(told).toHaveLength(4);
  expect(told[0]!.role).toBe("user");
});

it("tells nothing where not even the last answer has room", () => {
  expect(retold(said(2, "字".repeat(30_000)))).toEqual([]);
});

it("leaves out answers that said nothing", () => {
  expect(retold([turn("user", { text: "q" }), turn("assistant")])).toHaveLength(1);
});
