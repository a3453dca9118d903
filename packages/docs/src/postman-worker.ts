import { writeFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { readDescription } from "@agora-chat-openapi/scripts/description.ts";
import converter from "openapi-to-postmanv2";
import { type Collection, withVariables } from "./postman-variables.ts";

const { description, output } = workerData as { description: string; output: string };

converter.convertV2(
  { type: "json", data: readDescription(description) },
  { folderStrategy: "Tags", parametersResolution: "Example", enableOptionalParameters: false },
  (error, conversion) => {
    const collection = conversion?.output?.[0]?.data;
    if (error || !collection) throw error ?? new Error(`no Postman collection: ${conversion?.reason}`);
    writeFileSync(output, `${JSON.stringify(withVariables(collection as Collection))}\n`);
  },
);
