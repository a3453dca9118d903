/** Holds the value of a body to its schema. */
import type { Observe } from "../document/observable.ts";
import { pointerTo } from "../document/pointer.ts";
import type { MediaType } from "../operations/content.ts";
import { explain } from "../schemas/explain.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { shapeOf } from "../schemas/shape.ts";
import { findUndocumented } from "../schemas/undocumented.ts";
import type { Problem } from "./problem.ts";

/** What a value breaks of its schema, and what is in it without being documented. */
export function checkValue(
  schemas: Schemas,
  media: MediaType,
  value: unknown,
  side: "request" | "response",
  observe?: Observe,
): Problem[] {
  try {
    return problemsOf(schemas, media, value, side, observe);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "expected JSON that can be checked, but it is nested too deep";
    return [{ rule: `${side}/body/unparsable`, pointer: "", message, schemaPointer: media.pointer }];
  }
}

function problemsOf(
  schemas: Schemas,
  media: MediaType,
  value: unknown,
  side: string,
  observe: Observe | undefined,
): Problem[] {
  const { schema } = media;
  if (!schema) return [];
  const problems: Problem[] = [];
  const validate = schemas.validator(schema);
  if (!validate(value)) {
    for (const { kind, ...violation } of explain(schemas, validate.errors ?? [])) {
      problems.push({ ...violation, rule: `${side}/body/${kind}`, payload: value });
    }
  }
  const shape = shapeOf(schemas, media);
  if (!shape) return problems;
  for (const { keys, schema: schemaPointer } of findUndocumented(shape, value, observe)) {
    problems.push({
      rule: `${side}/body/undocumented-property`,
      pointer: pointerTo(keys),
      message: `expected only documented properties, got "${keys.at(-1)}"`,
      schemaPointer,
      payload: value,
    });
  }
  return problems;
}
