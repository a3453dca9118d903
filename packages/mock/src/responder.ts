import { createRequire } from "node:module";
import { createRouter, type Description, operationsOf } from "@agora-chat-openapi/description";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, HttpResponse } from "@agora-chat-openapi/http";
import { isControl, respondToControl } from "./control.ts";
import { type ErrorResponse, errorResponses } from "./error-response.ts";
import { createRespondTo } from "./respond-to.ts";

export interface Responder {
  /** The response to a request, by the description. */
  respond(request: HttpRequest): Promise<HttpResponse>;
  /** An error in the API's own error body. */
  error: ErrorResponse;
}

const { name, version } = createRequire(import.meta.url)("../package.json") as { name: string; version: string };

/** What says that a mock is there, to health checks. */
const ROOT: HttpResponse = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ name, version }),
};

/** @param dynamic whether responses are invented from the schemas in place of the examples */
export async function createResponder(description: Description, dynamic: boolean): Promise<Responder> {
  const operations = operationsOf(description);
  const router = createRouter(operations);
  const error = errorResponses(operations);
  const respondTo = await createRespondTo(description, dynamic, error);

  /** HEAD is GET; the server leaves the body out. */
  const find = (method: string, path: string) =>
    router.find(method, path) ?? (method === "HEAD" ? router.find("GET", path) : undefined);

  return {
    error,
    async respond(request) {
      const { method, url, headers, body } = request;
      const { path, search } = splitUrl(url);
      if (isControl(path)) return respondToControl(description, request, path);
      if (path === "/" && (method === "GET" || method === "HEAD")) return ROOT;
      const route = find(method, path);
      if (route) return respondTo({ ...route, headers, body, search });
      const methods = router.methods(path);
      if (method === "OPTIONS" && methods.length > 0) return { status: 204, headers: { allow: methods.join(", ") } };
      const described = methods.length > 0 ? `${methods.join(" and ")} there` : "no such path";
      return error(404, `${method} ${path}: the description has ${described}`);
    },
  };
}
