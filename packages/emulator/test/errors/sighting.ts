/** Asks emulators for all kinds of things that they refuse, and notes which documented errors come, and by what. */
import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type ExampleRequest, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import type { EmulatedApp } from "../../src/index.ts";
import { documentedNameOf } from "../support/refusal.ts";

/** All operations. */
export const here = operationsOf(readDescription());

/** Which errors an operation gave, by name, and by what. */
export class Sightings {
  readonly #seen = new Map<string, Set<string>>();

  note({ id }: Operation, error: string | undefined, cause: string): void {
    if (error === undefined) return;
    const key = `${id} ${error}`;
    this.#seen.set(key, (this.#seen.get(key) ?? new Set()).add(cause));
  }

  causesOf({ id }: Operation, error: string): string[] {
    return [...(this.#seen.get(`${id} ${error}`) ?? [])];
  }
}

/** Makes a call. @returns the name of the documented error that comes; undefined for another response */
export async function ask(
  app: EmulatedApp,
  operation: Operation,
  request: ExampleRequest,
  { token = "any", init = {} }: { token?: string; init?: RequestInit } = {},
): Promise<string | undefined> {
  const whole = { ...request, path: { ...request.path, org_name: app.org, app_name: app.app } };
  const url = requestUrl(app.baseUrl, operation, whole);
  const response = await (app.fetch ?? fetch)(url, { ...requestInit(operation, whole, token), ...init });
  if (response.ok) {
    await response.body?.cancel();
    return undefined;
  }
  return documentedNameOf(operation, response.status, (await response.json()) as Record<string, unknown>);
}
