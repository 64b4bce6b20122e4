import { expect, it } from "vitest";
import { csv } from "./saving_files";

it("makes CSV that a spreadsheet opens rightly and runs nothing of", () => {
  const text = csv([
    ["代码", "note"],
    ["=1+1", 'a "b", c\nd'],
    ["-5", "@x"],
  ]);

  expect(text).toBe('\ufeff代码,note\r\n\'=1+1,"a ""b"", c\nd"\r\n\'-5,\'@x\r\n');
});
