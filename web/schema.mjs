import { writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../functions/docs/openapi.json", import.meta.url);
const TARGET = process.argv[2] ?? new URL("src/api/schema.d.ts", import.meta.url);

/** The API as types, into the file that is named, or where the pages read them. */
const types = astToString(await openapiTS(DOCUMENT, { defaultNonNullable: false }));
writeFileSync(TARGET, `// Made of openapi.json by \`make reference\`.\n\n${types}`);
