// Vercel's AI SDK: its default provider (responses), the same as a chat, and the compatible one.
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { Output, embedMany, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

import { ADDRESS, API, QUESTION, serve, weather } from "./driver.mjs";

const baseURL = `${ADDRESS}/v1`;
const compatible = (apiKey) =>
  createOpenAICompatible({ name: "yunzhan", baseURL, apiKey, supportsStructuredOutputs: true });
const providers = {
  responses: (apiKey) => createOpenAI({ baseURL, apiKey }),
  chat: (apiKey) => createOpenAI({ baseURL, apiKey }).chat,
  compatible,
};
const ask = (model, key) => ({
  model: providers[API](key)(model),
  prompt: QUESTION,
  maxRetries: 0,
});
const tools = {
  weather: tool({
    description: "The weather in a city.",
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => weather(city),
  }),
};

await serve({
  async whole(model, key) {
    return { text: (await generateText(ask(model, key))).text };
  },
  async stream(model, key) {
    const pieces = [];
    for await (const piece of streamText(ask(model, key)).textStream) pieces.push(piece);
    return { pieces };
  },
  async tool(model, key) {
    const answer = await generateText({ ...ask(model, key), tools, stopWhen: stepCountIs(3) });
    return { text: answer.text };
  },
  async shape(model, key) {
    const schema = z.object({ name: z.string(), people: z.number() });
    const answer = await generateText({ ...ask(model, key), output: Output.object({ schema }) });
    return { shape: answer.output };
  },
  async embeddings(model, key) {
    const provider = API === "compatible" ? compatible(key) : createOpenAI({ baseURL, apiKey: key });
    const name = API === "compatible" ? "yunzhan" : "openai";
    const answer = await embedMany({
      model: provider.embeddingModel(model),
      values: ["山", "水"],
      providerOptions: { [name]: { dimensions: 8 } },
      maxRetries: 0,
    });
    return { sizes: answer.embeddings.map((vector) => vector.length) };
  },
});
