/** Which faults of a service this engine finds, beside two other tools that know OpenAPI 3.1. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { contractFetch, createChecker } from "@agora-chat-openapi/contract";
import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import addFormats from "ajv-formats";
import { OpenAPIBackend } from "openapi-backend";
import { parse } from "yaml";
import { type FaultCase, faults } from "../../../packages/contract/test/check/faults/faults.ts";
import { type FaultServer, startFaultServer } from "../../../packages/contract/test/check/faults/server.ts";

/** Whether a tool finds anything wrong with what a request meets. */
type Tool = (path: string, init: RequestInit) => Promise<boolean>;

const file = fileURLToPath(new URL("../../../packages/contract/test/check/faults/description.yaml", import.meta.url));
const server = await startFaultServer();
const tools: Record<string, Tool> = {
  contract: ours(server),
  Prism: await prism(server),
  "openapi-backend": await openapiBackend(server),
};

const names = Object.keys(tools);
console.log(["fault".padEnd(46), ...names.map((name) => name.padStart(16))].join(""));
const found = Object.fromEntries(names.map((name) => [name, 0]));
const alarms = Object.fromEntries(names.map((name) => [name, 0]));
for (const fault of faults) {
  const row: string[] = [];
  for (const [name, tool] of Object.entries(tools)) {
    const isFound = await meets(tool, fault, true);
    if (isFound) found[name] = (found[name] ?? 0) + 1;
    // Without the fault of the server there is nothing to find.
    const isAlarm = fault.fault !== undefined && (await meets(tool, fault, false));
    if (isAlarm) alarms[name] = (alarms[name] ?? 0) + 1;
    row.push(`${isFound ? "found" : "-"}${isAlarm ? ", alarm" : ""}`.padStart(16));
  }
  console.log(fault.name.padEnd(46) + row.join(""));
}
console.log("found".padEnd(46) + names.map((name) => `${found[name]}/${faults.length}`.padStart(16)).join(""));
console.log("false alarms".padEnd(46) + names.map((name) => String(alarms[name]).padStart(16)).join(""));
await server.close();
process.exit(); // Prism still waits for the body that broke off.

async function meets(tool: Tool, { path, init, fault }: FaultCase, isFaulty: boolean): Promise<boolean> {
  server.fault = isFaulty ? fault : undefined;
  // Prism never answers where a body breaks off.
  return Promise.race([tool(path, init?.() ?? {}), setTimeout(2000, false)]);
}

function ours({ url }: FaultServer): Tool {
  const checker = createChecker({ description: file });
  return async (path, init) => {
    const fetch = contractFetch(globalThis.fetch, { mode: "collect", checker });
    const response = await fetch(url + path, init);
    await response.arrayBuffer().catch(() => {});
    return fetch.findings.length > 0;
  };
}

/** Prism as a proxy before the service. */
async function prism({ url }: FaultServer): Promise<Tool> {
  const operations = await getHttpOperationsFromSpec({
    ...(parse(readFileSync(file, "utf8")) as object),
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  });
  const logger = new Proxy({}, { get: (_, name) => (name === "child" ? () => logger : () => {}) });
  const config = { checkSecurity: false, validateRequest: true, validateResponse: true, errors: false };
  const instance = createInstance(
    { ...config, isProxy: true, upstream: new URL(url), upstreamProxy: undefined, mock: { dynamic: false } },
    { logger: logger as never },
  );
  return async (path, init) => {
    // Prism's process ends on a list in the path.
    if (path.includes(",")) return false;
    const request = new Request(url + path, init);
    const { pathname, searchParams } = new URL(request.url);
    const text = request.body ? await request.text() : undefined;
    const type = request.headers.get("content-type") ?? "";
    const input = {
      method: request.method.toLowerCase() as "get",
      url: { path: pathname, query: Object.fromEntries(searchParams) },
      headers: Object.fromEntries(request.headers),
      ...(text !== undefined && { body: type.includes("json") ? JSON.parse(text) : text }),
    };
    const result = await instance.request(input, operations)();
    if (result._tag === "Left") return true;
    const { input: ofRequest, output } = result.right.validations;
    return [...ofRequest, ...output].length > 0;
  };
}

/** openapi-backend as a test would use it. */
async function openapiBackend({ url }: FaultServer): Promise<Tool> {
  const api = new OpenAPIBackend({
    definition: file,
    quick: true,
    ajvOpts: { coerceTypes: true },
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  await api.init();
  return async (path, init) => {
    const request = new Request(url + path, init);
    const { pathname, search } = new URL(request.url);
    const body = request.body ? await request.clone().text() : undefined;
    const response = await fetch(request);
    const text = await response.text().catch(() => undefined);
    const headers = Object.fromEntries(request.headers);
    const sent = { method: request.method, path: pathname, query: search.slice(1), headers, ...(body && { body }) };
    const operation = api.matchOperation(sent);
    if (!operation) return true;
    if (api.validateRequest(sent, operation).errors && response.status < 400) return true;
    const json = (response.headers.get("content-type") ?? "").includes("json");
    const value = json && text !== undefined ? tryParse(text) : text;
    const ofHeaders = api.validateResponseHeaders(Object.fromEntries(response.headers), operation, {
      statusCode: response.status,
      setMatchType: "superset" as never,
    });
    return Boolean(api.validateResponse(value, operation, response.status).errors || ofHeaders.errors);
  };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
