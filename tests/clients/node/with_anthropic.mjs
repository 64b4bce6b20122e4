// Anthropic's SDK in Node.js: messages.
import Anthropic from "@anthropic-ai/sdk";

import { ADDRESS, CITY, QUESTION, serve, weather } from "./driver.mjs";

const TURNS = [{ role: "user", content: QUESTION }];
const TOOLS = [{ name: "weather", description: "The weather in a city.", input_schema: CITY }];

const messages = (apiKey) =>
  new Anthropic({ baseURL: ADDRESS, apiKey, maxRetries: 0 }).messages;

await serve({
  async whole(model, key) {
    const body = { model, messages: TURNS, max_tokens: 1000 };
    return { text: (await messages(key).create(body)).content[0].text };
  },
  async stream(model, key) {
    const pieces = [];
    const stream = messages(key).stream({ model, messages: TURNS, max_tokens: 1000 });
    stream.on("text", (piece) => pieces.push(piece));
    const whole = await stream.finalText();
    if (whole !== pieces.join("")) throw new Error(`the end says ${whole}`);
    return { pieces };
  },
  async tool(model, key) {
    const ask = { model, tools: TOOLS, max_tokens: 1000 };
    const { content } = await messages(key).create({ ...ask, messages: TURNS });
    const use = content.at(-1);
    const result = { type: "tool_result", tool_use_id: use.id, content: weather(use.input.city) };
    const turns = [...TURNS, { role: "assistant", content }, { role: "user", content: [result] }];
    const second = await messages(key).create({ ...ask, messages: turns });
    return { text: second.content[0].text };
  },
  async count(model, key) {
    const counted = await messages(key).countTokens({ model, messages: TURNS });
    return { tokens: counted.input_tokens };
  },
});
