/** The reads that the description documents by examples of their responses, each with the request that it responds to. */
import { createRouter, jsonContent, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequests, requestUrl } from "@agora-chat-openapi/description/examples";

export interface DocumentedRead {
  /** The operation and the key of the example. */
  name: string;
  url: string;
  response: Record<string, unknown>;
}

type Parts = Partial<Record<"path" | "query", Record<string, unknown>>>;

/** What requests say that examples do not show: who is asked about, where the response does not tell. */
const UNSHOWN: Readonly<Record<string, Parts>> = {
  "listPushBindings phone": { path: { username: "ada" } },
  "getUserAttributes none": { path: { username: "emi" } },
  "getPushLabelUser notLabelled": { path: { member: "chloe" } },
  "getGlobalMute muted": { path: { username: "goran" } },
  "checkChatgroupMembership stranger": { path: { username: "goran" } },
};

/** GET requests that change something. */
const ACTING = ["disconnectUser"];

const operations = operationsOf(readDescription()).filter(({ method, id }) => method === "GET" && !ACTING.includes(id));
const router = createRouter(operations);

/** @param baseUrl where the emulated API is */
export function documentedReads(baseUrl: string): DocumentedRead[] {
  return operations.flatMap((operation) => {
    const [request] = exampleRequests(operation).values();
    if (!request) return [];
    return [...(jsonContent(operation.responses.get("200"))?.examples.values() ?? [])].map((example) => {
      const name = `${operation.id} ${example.name}`;
      const response = example.value as Record<string, unknown>;
      const shown = shownParts(response);
      const said = (example.raw as { "x-request"?: Parts })["x-request"] ?? {};
      const unshown = UNSHOWN[name] ?? {};
      const { cursor: _, ...query } = request.query;
      const parts = {
        ...request,
        path: { ...request.path, ...shown.path, ...said.path, ...unshown.path },
        query: { ...(shown.query ?? query), ...said.query, ...unshown.query },
      };
      return { name, url: requestUrl(baseUrl, operation, parts), response };
    });
  });
}

/** What a response tells of its request: its URL, and how its query was. */
function shownParts({ uri, params }: Record<string, unknown>): Parts {
  const route = typeof uri === "string" ? router.find("GET", new URL(uri).pathname) : undefined;
  const names = [...(route?.operation.path.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name]) => String(name));
  const values = names.map((name, index) => [name, decodeURIComponent(route?.values[index] ?? "").split(",")] as const);
  return {
    path: Object.fromEntries(values),
    ...(params !== undefined && {
      query: Object.fromEntries(Object.entries(params as object).map(([name, [value]]) => [name, value])),
    }),
  };
}
