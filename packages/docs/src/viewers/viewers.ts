/** Writes the pages that other tools draw, and the files that they load, to `public/`: `reference.html`, `console.html`. */
import { mkdirSync } from "node:fs";
import { readDescription } from "@agora-chat-openapi/description";
import { buildConsole } from "./console.ts";
import { buildReference } from "./reference.ts";

const PUBLIC = new URL("../../public/", import.meta.url);

mkdirSync(PUBLIC, { recursive: true });
const description = readDescription();
await Promise.all([buildReference(PUBLIC, description), buildConsole(PUBLIC, description)]);
