// A script with a client takes its cases from the test, and tells what it heard, as JSON lines.
import { createInterface } from "node:readline";

import { failure } from "./failure.mjs";

export const ADDRESS = process.env.PRODUCT;
export const API = process.env.API;
export const QUESTION = "杭州天气如何？";
export const CITY = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};

export const weather = (city) => `${city}：晴，25 度`;

/** Until the test hangs up: a case, by its name, with a model and a key. */
export async function serve(cases) {
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    const heard = await cases[asked.case](asked.model, asked.key).catch(failure);
    process.stdout.write(JSON.stringify(heard) + "\n");
  }
}
