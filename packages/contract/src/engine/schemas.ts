/** Ajv over the schemas of the description as they stand there. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Description, Located } from "./description.ts";
import { escapeKey, keysOf, pointerTo } from "./pointer.ts";

export interface Schemas {
  /** The compiled check of a schema; compiled when it is first asked for. */
  validator(schema: Located): ValidateFunction;
  /** Where a schema of an Ajv error stands in the description. */
  pointerOf(schema: object): string;
}

export type { ErrorObject, ValidateFunction };

const DOCUMENT = "description";

export function createSchemas({ document }: Description): Schemas {
  // verbose: an error names the schema it comes from, which tells where that is written.
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(document, DOCUMENT);

  const validators = new Map<string, ValidateFunction>();
  let pointers: Map<object, string> | undefined;
  return {
    validator({ pointer }) {
      const known = validators.get(pointer);
      if (known) return known;
      const fragment = keysOf(pointer).map((key) => encodeURIComponent(escapeKey(key)));
      const fresh = ajv.compile({ $ref: `${DOCUMENT}#/${fragment.join("/")}` });
      validators.set(pointer, fresh);
      return fresh;
    },
    pointerOf(schema) {
      pointers ??= index(document);
      return pointers.get(schema) ?? "";
    },
  };
}

function index(document: object): Map<object, string> {
  const pointers = new Map<object, string>();
  const visit = (value: unknown, keys: string[]) => {
    if (typeof value !== "object" || value === null || pointers.has(value)) return;
    pointers.set(value, pointerTo(keys));
    for (const [key, child] of Object.entries(value)) visit(child, [...keys, key]);
  };
  visit(document, []);
  return pointers;
}
