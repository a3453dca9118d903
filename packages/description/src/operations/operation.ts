/** The operations of a description: the one model that all else is made of. */
import type { Description, Located } from "../document/description.ts";
import { nextIndex, type Observable } from "../document/observable.ts";
import { type MediaType, readContent } from "./content.ts";
import { type OperationExtensions, readExtensions } from "./extensions.ts";
import { type Header, type Parameter, readHeaders, readParameters } from "./parameter.ts";

/** Methods that a path item can have, in the order of the specification. */
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** What the operations of paths and webhooks have in common. */
export interface OperationBase extends Observable {
  id: string;
  /** In capitals. */
  method: string;
  pointer: string;
  summary: string;
  description: string;
  tags: string[];
  deprecated: boolean;
  /** Whether it may be called without a token. */
  isOpen: boolean;
  /** Those of path and operation. */
  parameters: Parameter[];
  requestBody: RequestBody | undefined;
  /** By status code, range (`4XX`) or `DEFAULT`. */
  responses: Map<string, OperationResponse>;
}

/** An operation of a path. Its id is its `operationId`, or `METHOD /path` where it has none. */
export interface Operation extends OperationBase {
  /** As described: `/{org_name}/{app_name}/…`. */
  path: string;
  extensions: OperationExtensions;
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
  return readItems(description, "paths", (path, { base, operation }) =>
    Object.assign(base, {
      id: text(operation, "operationId") ?? `${base.method} ${path}`,
      path,
      extensions: readExtensions<OperationExtensions>(operation.value),
    }),
  );
}

/** An operation as it stands under a path or the name of a webhook, and what is read of it in either case. */
export interface OperationItem {
  base: OperationBase;
  operation: Located;
}

/** All operations of the path items under a key of the document. */
export function readItems<T>(
  description: Description,
  section: "paths" | "webhooks",
  read: (name: string, item: OperationItem) => T,
): T[] {
  const root = description.at("");
  const isOpenByDefault = allowsNobody(root.value["security"]);
  return description.entries(root, section).flatMap(([name, item]) =>
    METHODS.flatMap((method) => {
      const operation = description.under(item, method);
      if (!operation) return [];
      return [
        read(name, { operation, base: readBase(description, { name, method, item, operation, isOpenByDefault }) }),
      ];
    }),
  );
}

interface Place {
  name: string;
  method: string;
  item: Located;
  operation: Located;
  isOpenByDefault: boolean;
}

function readBase(description: Description, place: Place): OperationBase {
  const base = new LazyOperation(description, place);
  // What is wrong with somebody's file is said at once; the shipped one is read as far as it is needed, to start sooner.
  if (description.origin) void [base.parameters, base.requestBody, base.responses];
  return base;
}

/** An operation whose larger parts are read when they are first asked for. */
class LazyOperation implements OperationBase {
  readonly index: number;
  id: string;
  readonly method: string;
  readonly pointer: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
  readonly deprecated: boolean;
  readonly isOpen: boolean;
  readonly #document: Description;
  readonly #place: Place;
  #parameters: Parameter[] | undefined;
  /** Null before it is read. */
  #requestBody: RequestBody | undefined | null = null;
  #responses: Map<string, OperationResponse> | undefined;

  constructor(document: Description, place: Place) {
    const { name, operation } = place;
    const { security, tags, deprecated } = operation.value;
    this.index = nextIndex(document);
    this.id = name;
    this.method = place.method.toUpperCase();
    this.pointer = operation.pointer;
    this.summary = text(operation, "summary") ?? "";
    this.description = text(operation, "description") ?? "";
    this.tags = Array.isArray(tags) ? tags.map(String) : [];
    this.deprecated = deprecated === true;
    this.isOpen = security === undefined ? place.isOpenByDefault : allowsNobody(security);
    this.#document = document;
    this.#place = place;
  }

  get parameters(): Parameter[] {
    const { name, item, operation } = this.#place;
    this.#parameters ??= readParameters(this.#document, name, item, operation);
    return this.#parameters;
  }

  get requestBody(): RequestBody | undefined {
    if (this.#requestBody === null) this.#requestBody = readRequestBody(this.#document, this.#place.operation);
    return this.#requestBody;
  }

  get responses(): Map<string, OperationResponse> {
    this.#responses ??= new Map(
      this.#document.entries(this.#place.operation, "responses").map(([status, response]) => {
        const code = status.toUpperCase();
        return [code, readResponse(this.#document, code, response)];
      }),
    );
    return this.#responses;
  }
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
export function responseFor({ responses }: OperationBase, status: number): OperationResponse | undefined {
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
