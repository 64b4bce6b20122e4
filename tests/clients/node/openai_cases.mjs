// What the `openai` SDK for JavaScript is asked to do, in Node.js and in a page.
const QUESTION = "杭州天气如何？";
const TURNS = [{ role: "user", content: QUESTION }];
const CITY = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const FUNCTION = { name: "weather", parameters: CITY, strict: true };
const SHAPE = {
  type: "object",
  properties: { name: { type: "string" }, people: { type: "integer" } },
  required: ["name", "people"],
  additionalProperties: false,
};

const weather = ({ city }) => `${city}：晴，25 度`;

/** `client(key)` makes an SDK's client; `shape` is parsed by JSON. */
export function chat(client) {
  const create = (key, body) => client(key).chat.completions.create({ messages: TURNS, ...body });
  return {
    ...beside(client),
    async whole(model, key) {
      return { text: (await create(key, { model })).choices[0].message.content };
    },
    async stream(model, key) {
      const pieces = [];
      for await (const chunk of await create(key, { model, stream: true })) {
        pieces.push(chunk.choices[0]?.delta?.content ?? "");
      }
      return { pieces };
    },
    async tool(model, key) {
      const tools = [{ type: "function", function: FUNCTION }];
      const { message } = (await create(key, { model, tools })).choices[0];
      const [call] = message.tool_calls;
      const content = weather(JSON.parse(call.function.arguments));
      const messages = [...TURNS, message, { role: "tool", tool_call_id: call.id, content }];
      const second = await create(key, { model, tools, messages });
      return { text: second.choices[0].message.content };
    },
    async shape(model, key) {
      const json_schema = { name: "City", schema: SHAPE, strict: true };
      const response_format = { type: "json_schema", json_schema };
      const body = { model, messages: TURNS, response_format };
      const answer = await client(key).chat.completions.parse(body);
      return { shape: answer.choices[0].message.parsed };
    },
  };
}

export function responses(client) {
  const create = (key, body) => client(key).responses.create({ input: QUESTION, ...body });
  return {
    ...beside(client),
    async whole(model, key) {
      return { text: (await create(key, { model })).output_text };
    },
    async stream(model, key) {
      const stream = client(key).responses.stream({ model, input: QUESTION });
      const pieces = [];
      for await (const event of stream) {
        if (event.type === "response.output_text.delta") pieces.push(event.delta);
      }
      const { output_text } = await stream.finalResponse();
      if (output_text !== pieces.join("")) throw new Error(`the end says ${output_text}`);
      return { pieces };
    },
    async tool(model, key) {
      const tools = [{ type: "function", ...FUNCTION }];
      const first = await create(key, { model, tools });
      const [call] = first.output;
      const output = weather(JSON.parse(call.arguments));
      const input = [{ type: "function_call_output", call_id: call.call_id, output }];
      const second = await create(key, { model, tools, input, previous_response_id: first.id });
      return { text: second.output_text };
    },
    async shape(model, key) {
      const format = { type: "json_schema", name: "City", schema: SHAPE, strict: true };
      const body = { model, input: QUESTION, text: { format } };
      return { shape: (await client(key).responses.parse(body)).output_parsed };
    },
  };
}

const beside = (client) => ({
  async models(model, key) {
    const found = [];
    for await (const entry of client(key).models.list()) found.push(entry.id);
    await client(key).models.retrieve(model);
    return { models: found };
  },
  async embeddings(model, key) {
    const body = { model, input: ["山", "水"], dimensions: 8 };
    const answer = await client(key).embeddings.create(body);
    return { sizes: answer.data.map((entry) => entry.embedding.length) };
  },
  async completions(model, key) {
    const answer = await client(key).completions.create({ model, prompt: "从前" });
    return { text: answer.choices[0].text };
  },
  async transcription(model, key) {
    const file = new File([silence(1)], "talk.wav", { type: "audio/wav" });
    return { text: (await client(key).audio.transcriptions.create({ model, file })).text };
  },
  async speech(model, key) {
    const body = { model, voice: "alloy", input: "你好", response_format: "pcm" };
    const answer = await client(key).audio.speech.create(body);
    return { bytes: (await answer.arrayBuffer()).byteLength };
  },
  async images(model, key) {
    const { images } = client(key);
    const drawn = await images.generate({ model, prompt: "一只猫", size: "1024x1024" });
    const bytes = Uint8Array.from(atob(drawn.data[0].b64_json), (one) => one.charCodeAt(0));
    const image = new File([bytes], "a.png", { type: "image/png" });
    const edited = await images.edit({ model, image, prompt: "雪", response_format: "url" });
    return { begins: String.fromCharCode(...bytes.slice(1, 4)), links: edited.data.length };
  },
});

/** A WAV of so many seconds in which nobody speaks. */
function silence(seconds) {
  const size = seconds * 32000;
  const view = new DataView(new ArrayBuffer(44 + size));
  const write = (at, text) => [...text].forEach((c, n) => view.setUint8(at + n, c.charCodeAt(0)));
  [["RIFF", 0], ["WAVEfmt ", 8], ["data", 36]].forEach(([text, at]) => write(at, text));
  [[4, 36 + size], [16, 16], [24, 16000], [28, 32000], [40, size]].forEach(([at, value]) =>
    view.setUint32(at, value, true),
  );
  [[20, 1], [22, 1], [32, 2], [34, 16]].forEach(([at, value]) => view.setUint16(at, value, true));
  return view.buffer;
}
