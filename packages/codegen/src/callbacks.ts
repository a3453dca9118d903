/**
 * Writes what the package of callbacks knows of each: the types of bodies and replies, and a table that tells them apart.
 *
 *     node callbacks.ts <folder>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callbackDeliveryOf, keysOf, readDescription, type Webhook, webhooksOf } from "@agora-chat-openapi/description";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { argument } from "./arguments.ts";
import { withoutPaths } from "./components.ts";

const folder = argument("callbacks.ts <folder>");
const description = readDescription();
const webhooks = webhooksOf(description);
const isQuestion = ({ extensions }: Webhook) => extensions["x-callback"].delivery === "before";

mkdirSync(folder, { recursive: true });
const types = await openapiTS(withoutPaths(description.document as unknown as OpenAPI3), {
  alphabetize: true,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
});
write("api.ts", [astToString(types)]);
write("callbacks.ts", [
  'import type { webhooks } from "./api.ts";',
  "",
  'type Body<N extends keyof webhooks> = webhooks[N]["post"]["requestBody"]["content"]["application/json"];',
  "",
  "/** The body of each callback, by its name. */",
  "export interface CallbackBodies {",
  ...webhooks.flatMap((webhook) => [...documentation(webhook), `  ${webhook.id}: Body<"${webhook.id}">;`]),
  "}",
  "",
  "/** What to respond to each callback that asks before a message is delivered. */",
  "export interface CallbackReplies {",
  ...webhooks.filter(isQuestion).map(({ id }) => {
    const content = `webhooks["${id}"]["post"]["responses"]["200"]["content"]["application/json"]`;
    return `  ${id}: ${content};`;
  }),
  "}",
]);
write("matches.ts", [
  'import type { CallbackBodies, CallbackReplies } from "./callbacks.ts";',
  "",
  "/** A place in a body, its keys joined with a dot, and the values that it may have; undefined where it is absent. */",
  "type Condition = readonly [place: string, ...values: (string | undefined)[]];",
  "",
  "/** Callbacks by the value of a place that tells them apart, with the conditions that hold for all of them. */",
  "type Family = readonly [place: string, names: Record<string, keyof CallbackBodies>, ...conditions: Condition[]];",
  "",
  "/** What tells each callback from all others. */",
  "export const families: readonly Family[] = [",
  ...families().map(([place, names, ...conditions]) => {
    const others = conditions.map(([at, ...values]) => `[${[at, ...values].map(print).join(", ")}]`);
    return `  [${[print(place), JSON.stringify(names), ...others].join(", ")}],`;
  }),
  "];",
  "",
  "/** The callbacks that ask before a message is delivered. */",
  `export const questions: readonly (keyof CallbackReplies)[] = ${JSON.stringify(webhooks.filter(isQuestion).map(({ id }) => id))};`,
  "",
  "/** How long a reply may be, in characters. */",
  `export const replyLength = ${callbackDeliveryOf(description)?.replyLength};`,
]);

type Condition = [place: string, ...values: (string | null)[]];
type Family = [place: string, names: Record<string, string>, ...conditions: Condition[]];

/** The webhooks by their last condition, those together that share all others. */
function families(): Family[] {
  const found = new Map<string, Family>();
  for (const { id, match } of webhooks) {
    const conditions = match.map(({ pointer, values }): Condition => [keysOf(pointer).join("."), ...values]);
    const last = conditions.pop();
    if (!last || last.includes(null)) throw new Error(`${id}: the last of its match must be a value`);
    const [place, ...values] = last;
    const key = JSON.stringify([place, conditions]);
    const family: Family = found.get(key) ?? [place, {}, ...conditions];
    for (const value of values) family[1][String(value)] = id;
    found.set(key, family);
  }
  return [...found.values()];
}

function print(value: string | null): string {
  return value === null ? "undefined" : JSON.stringify(value);
}

function write(file: string, lines: string[]): void {
  writeFileSync(join(folder, file), `// Generated from the description; do not edit.\n${lines.join("\n")}\n`);
}

function documentation({ summary, description: text }: Webhook): string[] {
  return ["  /**", ...[`${summary}.`, "", ...text.split("\n")].map((line) => `   * ${line}`.trimEnd()), "   */"];
}
