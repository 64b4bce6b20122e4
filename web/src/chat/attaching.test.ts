import { beforeEach, expect, it, vi } from "vitest";
import type { Schemas } from "../api/client";
import { models } from "../app/info";
import { useAttaching } from "./attaching";
import { attach, attached, type, typed } from "./drafts";

const SEEN = "data:image/png;base64,AA";

function model(name: string, ...capabilities: string[]): Schemas["Card"] {
  const prices = { input: 1, output: 1, units: [] };
  const beside = { description: "", context_length: 1, demonstration: false };
  return { id: name, name, capabilities, prices, ...beside };
}

function picture(size = 1, kind = "image/png"): File {
  const file = new File(["x"], "x", { type: kind });
  Object.defineProperty(file, "size", { value: size });
  return file;
}

beforeEach(() => {
  models.value = [model("Eye", "vision")];
  type("here", "half a question");
  attach("here", [SEEN]);
  vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("broken")));
});

it.each([
  ["of another type", [picture(1, "application/pdf")], "只支持 JPEG、PNG、WebP 和 GIF 图片。"],
  ["too large", [picture(20_000_001)], "图片太大。"],
  ["broken", [picture()], "无法读取这张图片。"],
  ["more than four", [picture(), picture(), picture(), picture()], "一条消息最多 4 张图片。"],
])("says why what is %s is not attached, and leaves the draft as it was", async (_, files, why) => {
  const { complaint, add } = useAttaching(() => "here");

  await add(files);

  expect(complaint.value).toBe(why);
  expect([typed("here"), attached("here")]).toEqual(["half a question", [SEEN]]);
});

it("says that a model is blind, by its name", async () => {
  models.value = [model("Mole")];
  const { complaint, add } = useAttaching(() => "here");

  await add([picture()]);

  expect(complaint.value).toBe("Mole 看不了图片，请换一个模型，或用“识图”。");
});
