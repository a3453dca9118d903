/** The operations of a description: the one model that all else is made of. */
import type { Description, Located } from "../document/description.ts";
import { nextIndex, type Observable } from "../document/observable.ts";
import { type MediaType, readContent } from "./content.ts";
import { type OperationExtensions, readExtensions } from "./extensions.ts";
import { type Header, type Parameter, readHeaders, readParameters } from "./parameter.ts";

/** Methods that a path item can have, in the order of the specification. */
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export interface Operation extends Observable {
  /** Its `operationId`, or `METHOD /path` where it has none. */
  id: string;
  /** In capitals. */
  method: string;
  /** As described: `/{org_name}/{app_name}/…`. */
  path: string;
  pointer: string;
  summary: string;
  description: string;
  tags: string[];
  deprecated: boolean;
  /** Whether it may be called without a token. */
  isOpen: boolean;
  extensions: OperationExtensions;
  /** Those of path and operation. */
  parameters: Parameter[];
  requestBody: RequestBody | undefined;
  /** By status code, range (`4XX`) or `DEFAULT`. */
  responses: Map<string, OperationResponse>;
}

export interface RequestBody {
  pointer: string;
  description: string | undefined;
  required: boolean;
  /** By media type as documented. */
  content: Map<string, MediaType>;
}

export interface OperationResponse extends Observable {
  /** Status code, range (`4XX`) or `DEFAULT`. */
  status: string;
  pointer: string;
  description: string | undefined;
  headers: Header[];
  /** By media type as documented. */
  content: Map<string, MediaType>;
}

const known = new WeakMap<Description, Operation[]>();

/** All operations in the order of the description. @throws TypeError for references that cannot be followed */
export function operationsOf(description: Description): Operation[] {
  const operations = known.get(description) ?? readOperations(description);
  known.set(description, operations);
  return operations;
}

function readOperations(description: Description): Operation[] {
  const root = description.at("");
  const isOpenByDefault = allowsNobody(root.value["security"]);
  return description.entries(root, "paths").flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const located = description.under(item, method);
      return located ? [readOperation(description, { path, method, item, located, isOpenByDefault })] : [];
    }),
  );
}

interface Place {
  path: string;
  method: string;
  item: Located;
  located: Located;
  isOpenByDefault: boolean;
}

function readOperation(description: Description, place: Place): Operation {
  const { path, item, located } = place;
  const { operationId, security, tags, deprecated } = located.value;
  const method = place.method.toUpperCase();
  return {
    index: nextIndex(description),
    id: typeof operationId === "string" ? operationId : `${method} ${path}`,
    method,
    path,
    pointer: located.pointer,
    summary: text(located, "summary") ?? "",
    description: text(located, "description") ?? "",
    tags: Array.isArray(tags) ? tags.map(String) : [],
    deprecated: deprecated === true,
    isOpen: security === undefined ? place.isOpenByDefault : allowsNobody(security),
    extensions: readExtensions(located.value),
    parameters: readParameters(description, path, item, located),
    requestBody: readRequestBody(description, located),
    responses: new Map(
      description.entries(located, "responses").map(([status, response]) => {
        const code = status.toUpperCase();
        return [code, readResponse(description, code, response)];
      }),
    ),
  };
}

function readRequestBody(description: Description, operation: Located): RequestBody | undefined {
  const located = description.under(operation, "requestBody");
  if (!located) return undefined;
  return {
    pointer: located.pointer,
    description: text(located, "description"),
    required: located.value["required"] === true,
    content: readContent(description, located),
  };
}

function readResponse(description: Description, status: string, located: Located): OperationResponse {
  return {
    index: nextIndex(description),
    status,
    pointer: located.pointer,
    description: text(located, "description"),
    headers: readHeaders(description, located),
    content: readContent(description, located),
  };
}

/** The documented response of a status: itself, then its range, then the default. */
export function responseFor({ responses }: Operation, status: number): OperationResponse | undefined {
  return responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get("DEFAULT");
}

/** The JSON body of a message, if it has one. */
export function jsonContent(message: { content: Map<string, MediaType> } | undefined): MediaType | undefined {
  return [...(message?.content.values() ?? [])].find(({ isJson }) => isJson);
}

/** Whether security requirements can be met without any credential. */
function allowsNobody(security: unknown): boolean {
  if (!Array.isArray(security)) return security === undefined;
  return security.length === 0 || security.some((scheme) => Object.keys(scheme).length === 0);
}

function text({ value }: Located, key: string): string | undefined {
  return typeof value[key] === "string" ? value[key] : undefined;
}
