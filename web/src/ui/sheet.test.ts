import { expect, it } from "vitest";
import { csv } from "./sheet";
import { labelled, ticks } from "./ticks";
import { workbook } from "./workbook";

it("writes CSV that Excel opens, and calculates nothing of it", () => {
  const text = csv({
    titles: ["名称", "n"],
    rows: [
      ['=1+1,"x"', -5],
      ["@a", null],
      ["＋1", 0.5],
    ],
  });

  expect(text).toBe('\ufeff名称,n\r\n"\'=1+1,""x""",-5\r\n\'@a,\r\n\'＋1,0.5\r\n');
});

it("makes a workbook whose words stay words", async () => {
  const bytes = new Uint8Array(
    await workbook({ titles: ["a"], rows: [["=1+1 <&>"], [7], [null]] }).arrayBuffer(),
  );
  const text = new TextDecoder().decode(bytes);

  expect([...bytes.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
  expect(text).toContain('<c t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;&amp;&gt;</t>');
  expect(text).toContain("<c><v>7</v></c>");
  expect(text).not.toContain("<f>");
});

it("marks round numbers up to the greatest, and no more labels than fit", () => {
  expect(ticks(43)).toEqual([0, 20, 40, 60]);
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  expect(labelled(24, 6)).toEqual([0, 4, 8, 12, 16, 20]);
});
