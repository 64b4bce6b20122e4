// The `openai` SDK in a page: takes its cases from the page's own server, and tells what it heard.
import OpenAI from "openai";

import { failure } from "./failure.mjs";
import * as cases from "./openai_cases.mjs";

const asked = await (await fetch("/next")).json();
const client = (apiKey) =>
  new OpenAI({
    baseURL: `${asked.address}/v1`,
    apiKey,
    maxRetries: 0,
    dangerouslyAllowBrowser: true,
  });
const tried = cases[new URLSearchParams(location.search).get("api")](client);
const found = { ...tried, foreign_origin: tried.whole };
const heard = await found[asked.case](asked.model, asked.key).catch(failure);
await fetch("/heard", { method: "POST", body: JSON.stringify(heard) });
