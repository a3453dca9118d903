import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenAPI3 } from "openapi-typescript";
import type { Operation } from "./description.ts";

export interface Validator {
  /** Checks of a response body, or undefined when that response has no JSON schema. */
  response(operation: Operation, status: string): ValidateFunction | undefined;
  /** Checks of a request body of a media type, or undefined when there is none. */
  requestBody(operation: Operation, contentType: string): ValidateFunction | undefined;
  /** Checks of whatever schema stands at a pointer of the bundle. */
  at(pointer: string): ValidateFunction | undefined;
}

/** Validates values against the schemas of the bundled description as they stand there. */
export function createValidator(document: OpenAPI3): Validator {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // Formats of OpenAPI that say nothing a validator can check.
  for (const format of ["int32", "int64", "password", "binary"]) ajv.addFormat(format, true);
  ajv.addSchema(document, "description");

  const at = (pointer: string) => ajv.getSchema(`description#${pointer}`);
  const followed = (pointer: string): string => {
    const node = pointer
      .split("/")
      .slice(1)
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[decodeKey(key)], document);
    const reference = (node as { $ref?: string } | undefined)?.$ref;
    return reference ? followed(reference.slice(1)) : pointer;
  };

  return {
    at,
    response: (operation, status) =>
      at(`${followed(`${pointerTo(operation)}/responses/${status}`)}/content/application~1json/schema`),
    requestBody: (operation, contentType) =>
      at(`${followed(`${pointerTo(operation)}/requestBody`)}/content/${encodeKey(contentType)}/schema`),
  };
}

function pointerTo({ path, method }: Operation): string {
  return `/paths/${encodeKey(path)}/${method}`;
}

function encodeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function decodeKey(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}
