import { type Client, type ClientMethod, type HeadersOptions, mergeHeaders } from "openapi-fetch";
import { mediaTypes } from "./generated/media-types.ts";

const METHODS = ["GET", "PUT", "POST", "DELETE"] as const;
const FORM = "application/x-www-form-urlencoded";

type Init = Record<string, unknown> & { headers?: HeadersOptions };
type Send = (path: string, init?: Init) => unknown;

/** Makes the calls that do not speak JSON both ways send forms and return files by themselves. */
export function withMediaTypes<Paths extends {}>(client: Client<Paths>): Client<Paths> {
  for (const method of METHODS) {
    const send = client[method] as Send;
    const typed: Send = (path, init) => send(path, withDefaults(`${method} ${path}`, init));
    client[method] = typed as ClientMethod<Paths, Lowercase<typeof method>, `${string}/${string}`>;
  }
  return client;
}

function withDefaults(call: string, init: Init | undefined): Init | undefined {
  const types = mediaTypes[call];
  if (!types) return init;
  return {
    ...(types.request === "multipart/form-data" && { bodySerializer: toFormData }),
    ...(types.response && { parseAs: "blob" }),
    ...init,
    ...(types.request === FORM && { headers: mergeHeaders({ "content-type": FORM }, init?.headers) }),
  };
}

function toFormData(fields: Record<string, Blob | string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
