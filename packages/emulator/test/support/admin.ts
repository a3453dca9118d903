import { createDescription, operationsOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";
import { expect } from "vitest";
import { document } from "../../src/generated/admin.ts";
import type { EmulatedApp } from "../../src/index.ts";

const description = createDescription(document);
const operations = new Map(operationsOf(description).map((operation) => [operation.id, operation]));

/** Calls what `/_emulator` has for an app, and holds the response to its description. */
export async function callAdmin(app: EmulatedApp, id: string, method: string, path: string, body?: unknown) {
  const response = await (app.fetch ?? fetch)(`${app.baseUrl}/_emulator/apps/${app.org}/${app.app}${path}`, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const operation = operations.get(id);
  if (!operation) throw new Error(`there is no ${id}`);
  const text = await response.clone().text();
  const { status, headers } = response;
  expect(checkResponse(schemasOf(description), operation, { status, headers, body: text })).toEqual([]);
  return { status, body: JSON.parse(text) as Record<string, unknown> };
}
