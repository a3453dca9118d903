/** Ajv over the schemas of the description as they stand there. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Description, Located } from "../document/description.ts";
import { escapeKey, keysOf, pointerTo } from "../document/pointer.ts";

export interface Schemas {
  readonly description: Description;
  /** The compiled check of a schema; compiled when it is first asked for. */
  validator(schema: Pick<Located, "pointer">): ValidateFunction;
  /** Where a schema of an Ajv error stands in the description. */
  pointerOf(schema: object): string;
}

export type { ErrorObject, ValidateFunction };

const DOCUMENT = "description";
const known = new WeakMap<Description, Schemas>();

/** The schemas of a description, compiled once for all who ask. */
export function schemasOf(description: Description): Schemas {
  const schemas = known.get(description) ?? createSchemas(description);
  known.set(description, schemas);
  return schemas;
}

function createSchemas(description: Description): Schemas {
  const { document } = description;
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    // An error names the schema it comes from, which tells where that is written.
    verbose: true,
    logger: false,
    // Checking the whole document against the meta schema takes twenty times as long as registering it.
    meta: false,
    validateSchema: false,
  });
  addFormats.default(ajv);
  const { paths, components, webhooks } = document;
  ajv.addSchema({ paths, components, webhooks }, DOCUMENT);

  const validators = new Map<string, ValidateFunction>();
  let pointers: Map<object, string> | undefined;
  return {
    description,
    validator({ pointer }) {
      const compiled = validators.get(pointer);
      if (compiled) return compiled;
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
