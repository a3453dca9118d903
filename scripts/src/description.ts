/** Reads the bundled description the one way that every generator and test needs it. */
import { readFileSync } from "node:fs";
import type {
  ExampleObject,
  MediaTypeObject,
  OpenAPI3,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
} from "openapi-typescript";

export type { ExampleObject, MediaTypeObject, OpenAPI3, SchemaObject } from "openapi-typescript";

export type Method = "get" | "put" | "post" | "delete" | "patch";
export const METHODS: readonly Method[] = ["get", "put", "post", "delete", "patch"];

/** One operation of the description, with its references resolved one level deep. */
export interface Operation {
  id: string;
  method: Method;
  /** The path as described, `/{org_name}/{app_name}/…`. */
  path: string;
  object: OperationObject;
  /** Parameters of path item and operation together. */
  parameters: ParameterObject[];
  requestBody: RequestBodyObject | undefined;
  /** Responses by status code. */
  responses: Record<string, ResponseObject>;
}

/** Reads a bundled description from a JSON file. */
export function readDescription(file: string | URL): OpenAPI3 {
  return JSON.parse(readFileSync(file, "utf8")) as OpenAPI3;
}

/** What stands at a pointer such as `#/components/schemas/Username`. @throws if the document has nothing there. */
export function lookUp<T>(document: OpenAPI3, pointer: string): T {
  const found = pointer
    .slice("#/".length)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`the description has nothing at ${pointer}`);
  return found as T;
}

/** Follows `#/…` references until the thing itself. @throws if the document has nothing there. */
export function resolve<T>(document: OpenAPI3, value: T | ReferenceObject): T {
  let current: unknown = value;
  while (typeof current === "object" && current !== null && "$ref" in current) {
    current = lookUp(document, String(current.$ref));
  }
  return current as T;
}

/** All operations in the order of the description. */
export function listOperations(document: OpenAPI3): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const pathItem = resolve<PathItemObject>(document, item);
    return METHODS.flatMap((method) => {
      const object = pathItem[method] && resolve<OperationObject>(document, pathItem[method]);
      if (!object) return [];
      return [
        {
          id: object.operationId ?? `${method} ${path}`,
          method,
          path,
          object,
          parameters: [...(pathItem.parameters ?? []), ...(object.parameters ?? [])].map((parameter) =>
            resolve(document, parameter),
          ),
          requestBody: object.requestBody && resolve(document, object.requestBody),
          responses: Object.fromEntries(
            Object.entries(object.responses ?? {}).map(([status, response]) => [
              status,
              resolve<ResponseObject>(document, response),
            ]),
          ),
        },
      ];
    });
  });
}

/** The named examples of a media type, values only. */
export function namedExamples(document: OpenAPI3, media: MediaTypeObject | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(media?.examples ?? {}).map(([name, example]) => [
      name,
      resolve<ExampleObject>(document, example).value,
    ]),
  );
}
