/** The operations of the description, ready to be checked. */
import findMyWay from "find-my-way";
import type { Coverage } from "./coverage.ts";
import { type Description, isObject, type Located } from "./description.ts";
import { essence, isJson } from "./media-type.ts";
import { createParameter, itemTypesOf, type Parameter, typesOf, type Written } from "./parameters.ts";
import type { Schemas } from "./schemas.ts";
import { type CreateShape, type Numbering, type Shape, shapesOf } from "./shape.ts";

export interface Operation {
  id: string;
  located: Located;
  method: string;
  path: string;
  /** Numbers for coverage: called with success, called with an error. */
  seen: BothOutcomes;
  parameters: Parameter[];
  /** Names of the query parameters. */
  query: Set<string>;
  body: RequestBody | undefined;
  /** Responses by code, range (`4XX`) or `default`. */
  responses: Map<string, ResponsePlan>;
}

export interface BothOutcomes {
  success: number;
  error: number;
}

export interface RequestBody {
  located: Located;
  required: boolean;
  content: Map<string, Media & { seen: BothOutcomes }>;
}

export interface ResponsePlan {
  located: Located;
  seen: number;
  headers: (Written & { name: string; located: Located; required: boolean; schema: Located | undefined })[];
  content: Map<string, Media & { id: number }>;
}

/** What one media type of a body must be. */
export interface Media {
  /** Media type without parameters. */
  type: string;
  isJson: boolean;
  located: Located;
  schema: Located | undefined;
  shape: Shape | undefined;
}

export interface Router {
  /** The operation of a method and a path without query, with the path's parameters in order. */
  find(method: string, path: string): { operation: Operation; values: string[] } | undefined;
  /** The methods that a path has. */
  methods(path: string): string[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const NO_NUMBERING: Numbering = { property: () => 0, value: () => 0 };

/** All operations, each with what it takes to check its requests and answers. */
export function createOperations(description: Description, schemas: Schemas, coverage: Coverage): Operation[] {
  const context = { description, coverage, createShape: shapesOf(description, schemas) };
  return description.entries(description.at(""), "paths").flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const located = description.under(item, method);
      return located ? [createOperation(context, path, method, item, located)] : [];
    }),
  );
}

type Context = { description: Description; coverage: Coverage; createShape: CreateShape };

function createOperation(context: Context, path: string, method: string, item: Located, located: Located): Operation {
  const { description, coverage } = context;
  const { operationId } = located.value;
  const id = typeof operationId === "string" ? operationId : `${method.toUpperCase()} ${path}`;
  const both = (kind: Parameters<Coverage["add"]>[0], name?: string): BothOutcomes => ({
    success: coverage.add(kind, "success", id, name),
    error: coverage.add(kind, "error", id, name),
  });

  const own = description.entries(located, "parameters");
  const names = new Set(own.map(([, { value }]) => `${value["in"]} ${value["name"]}`));
  const inherited = description
    .entries(item, "parameters")
    .filter(([, { value }]) => !names.has(`${value["in"]} ${value["name"]}`));
  const inPath: string[] = path.match(/(?<=\{)[^}]*(?=\})/g) ?? [];
  const parameters = [...inherited, ...own].map(([, parameter]) => {
    const created = createParameter(description, parameter);
    const segment = created.in === "path" ? inPath.indexOf(created.name) : -1;
    return { ...created, segment, seen: both("parameters", `${created.in} ${created.name}`) };
  });

  return {
    id,
    located,
    method: method.toUpperCase(),
    path,
    seen: both("operations"),
    parameters,
    query: new Set(parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name)),
    body: createRequestBody(context, located, both),
    responses: new Map(
      description
        .entries(located, "responses")
        .map(([status, response]) => [status.toUpperCase(), createResponse(context, id, status, response)]),
    ),
  };
}

function createRequestBody(
  context: Context,
  operation: Located,
  both: (kind: "mediaTypes", name: string) => BothOutcomes,
): RequestBody | undefined {
  const { description, coverage } = context;
  const located = description.under(operation, "requestBody");
  if (!located) return undefined;
  const numbering: Numbering = {
    ...NO_NUMBERING,
    value: (schema, value) => coverage.add("enumValues", "success", "", `${schema} ${JSON.stringify(value)}`),
  };
  const content = description.entries(located, "content").map(([name, media]) => {
    const seen = both("mediaTypes", `request ${name}`);
    return [name, { ...createMedia(context, name, media, numbering), seen }] as const;
  });
  return { located, required: located.value["required"] === true, content: new Map(content) };
}

function createResponse(context: Context, id: string, status: string, located: Located): ResponsePlan {
  const { description, coverage } = context;
  const outcome = /^[1-3]/.test(status) ? "success" : "error";
  const numbering: Numbering = {
    property: (path) => coverage.add("responseProperties", outcome, id, `${status} ${path}`),
    value: (schema, value) => coverage.add("enumValues", outcome, "", `${schema} ${JSON.stringify(value)}`),
  };
  const content = description.entries(located, "content").map(([name, media]) => {
    const number = coverage.add("mediaTypes", outcome, id, `${status} ${name}`);
    return [name, { ...createMedia(context, name, media, numbering), id: number }] as const;
  });
  return {
    located,
    seen: coverage.add("statusCodes", outcome, id, status),
    headers: description.entries(located, "headers").map(([name, header]) => {
      const schema = description.under(header, "schema");
      return {
        name: name.toLowerCase(),
        located: header,
        required: header.value["required"] === true,
        schema,
        types: typesOf(description, schema),
        itemTypes: itemTypesOf(description, schema),
        repeats: false,
      };
    }),
    content: new Map(content),
  };
}

function createMedia(
  { description, createShape }: Context,
  name: string,
  located: Located,
  numbering: Numbering,
): Media {
  const schema = isObject(located.value["schema"]) ? description.under(located, "schema") : undefined;
  const type = essence(name);
  const shape = schema && createShape(`${located.pointer}/schema`, numbering);
  return { type, isJson: isJson(type), located, schema, shape };
}

/** Routes like the service: literal segments win over parameters, and case matters. */
export function createRouter(operations: Operation[]): Router {
  // A list of names is one segment: 100 names of 64 characters, each comma encoded.
  const router = findMyWay({ maxParamLength: 100 * 67 });
  for (const operation of operations) {
    let count = 0;
    const path = operation.path.replaceAll(":", "::").replaceAll(/\{[^}]*\}/g, () => `:p${count++}`);
    router.on(operation.method as findMyWay.HTTPMethod, path, () => {}, operation);
  }
  const methods = [...new Set(operations.map(({ method }) => method))];
  const find: Router["find"] = (method, path) => {
    const found = router.find(method as findMyWay.HTTPMethod, path);
    return found ? { operation: found.store as Operation, values: Object.values(found.params) as string[] } : undefined;
  };
  return { find, methods: (path) => methods.filter((method) => find(method, path) !== undefined) };
}
