/** Ajv over the schemas of the description as they stand there. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Description, Json, Located } from "../document/description.ts";
import { escapeKey, keysOf, pointerTo } from "../document/pointer.ts";
import { isInt64, withInt64 } from "./integers.ts";

export interface Schemas {
  readonly description: Description;
  /** The part of the description with the schemas as they are checked. */
  readonly document: Json;
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
  const ajv = new Ajv2020({
    strict: false,
    // Infinity, as which 1e400 is parsed, is not a number of JSON.
    strictNumbers: true,
    allErrors: true,
    // An error names the schema it comes from, which tells where that is written.
    verbose: true,
    logger: false,
    code: { process: (code) => compareWithEmpty(joinErrorsInPlace(code)) },
    // Checking the whole document against the meta schema takes twenty times as long as registering it.
    meta: false,
    validateSchema: false,
  });
  addFormats.default(ajv);
  ajv.addFormat("int64", { type: "number", validate: isInt64 });
  const { paths, components, webhooks } = description.document;
  const document = withInt64({ paths, components, webhooks });
  ajv.addSchema(document, DOCUMENT);

  const validators = new Map<string, ValidateFunction>();
  let pointers: Map<object, string> | undefined;
  return {
    description,
    document,
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

/**
 * Ajv joins the errors of what a schema refers to by copying all that came before: for a list of wrong items, that takes
 * time that grows with the square of its length.
 */
function joinErrorsInPlace(code: string): string {
  return code.replace(
    /vErrors\.concat\((\w+\.errors)\)/g,
    "$1.reduce((all, error) => { all.push(error); return all; }, vErrors)",
  );
}

/** Ajv counts the characters of a text to know that it is not empty. */
function compareWithEmpty(code: string): string {
  return code.replace(/\bfunc\d+\((\w+)\) < 1\)/g, '$1 === "")');
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
