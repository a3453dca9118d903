/** Holds what comes as text, a parameter or a header, to its schema. */

import type { TextValue } from "../operations/parameter.ts";
import { explain, type Violation } from "../schemas/explain.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { coercionsOf } from "./coercion.ts";

/** What texts mean: the first coercion that fits the schema; where none does, the likeliest, and what it breaks. */
export interface ReadText {
  value: unknown;
  violations: Violation[];
}

const NONE: Violation[] = [];

export function readText(schemas: Schemas, described: TextValue, texts: string[]): ReadText {
  const coercions = coercionsOf(described, texts);
  const first = coercions[0];
  if (!described.schema) return { value: first, violations: NONE };
  const validate = schemas.validator(described.schema);
  if (validate(first)) return { value: first, violations: NONE };
  const { errors } = validate;
  for (const other of coercions.slice(1)) if (validate(other)) return { value: other, violations: NONE };
  return { value: first, violations: explain(schemas, errors ?? []) };
}
