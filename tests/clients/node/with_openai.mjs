// The `openai` SDK in Node.js.
import OpenAI from "openai";

import { ADDRESS, API, serve } from "./driver.mjs";
import * as cases from "./openai_cases.mjs";

const client = (apiKey) => new OpenAI({ baseURL: `${ADDRESS}/v1`, apiKey, maxRetries: 0 });

await serve(cases[API](client));
