/**
 * Writes which calls of the client send or answer something else than JSON.
 *
 *     node generate-media-types.ts <openapi.json> <out.ts>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { bindTenant } from "./bind-tenant.ts";
import { listOperations, readDescription } from "./description.ts";

const [input, output] = process.argv.slice(2);
if (!input || !output) {
  console.error("usage: generate-media-types.ts <openapi.json> <out.ts>");
  process.exit(2);
}

const operations = listOperations(bindTenant(readDescription(input)));
const isJson = (type: string | undefined) => type === undefined || type === "application/json";
const exceptions = operations.flatMap(({ method, path, requestBody, responses }) => {
  const [request] = Object.keys(requestBody?.content ?? {});
  const [response] = Object.keys(responses["200"]?.content ?? {});
  if (isJson(request) && isJson(response)) return [];
  const types = { ...(!isJson(request) && { request }), ...(!isJson(response) && { response }) };
  return [`  ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: ${JSON.stringify(types)},`];
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Generated from the description; do not edit.
export const mediaTypes: Partial<Record<string, { request?: string; response?: string }>> = {
${exceptions.join("\n")}
};
`,
);
