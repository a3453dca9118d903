/** Writes `public/postman_collection.json`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { readDescription } from "@agora-chat-openapi/description";
import converter from "openapi-to-postmanv2";
import { type Collection, readyToSend } from "./postman-requests.ts";

const OPTIONS = { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false };

const folder = new URL("../../public/", import.meta.url);
const description = readDescription();

mkdirSync(folder, { recursive: true });
converter.convertV2({ type: "json", data: description.document }, OPTIONS, (error, conversion) => {
  const collection = conversion?.output?.[0]?.data;
  if (error || !collection) throw error ?? new Error(`no Postman collection: ${conversion?.reason}`);
  writeFileSync(
    new URL("postman_collection.json", folder),
    `${JSON.stringify(readyToSend(collection as Collection, description))}\n`,
  );
});
