/** Holds the value of a body to its schema. */
import { explain } from "./explain.ts";
import type { Media } from "./operations.ts";
import { pointerTo } from "./pointer.ts";
import type { Problem } from "./request.ts";
import type { ResponseContext } from "./response.ts";
import { findUndocumented } from "./undocumented.ts";

/** What a value breaks of its schema, and what is in it without being documented. */
export function checkValue(
  context: ResponseContext,
  media: Media,
  value: unknown,
  side: "request" | "response",
): Problem[] {
  try {
    return problemsOf(context, media, value, side);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "expected JSON that can be checked, but it is nested too deep";
    const at = { pointer: "", schemaPointer: media.located.pointer, value: undefined, kind: "body" };
    return [{ ...at, rule: `${side}/body/unparsable`, message }];
  }
}

function problemsOf(
  { description, schemas, see }: ResponseContext,
  { schema, shape }: Media,
  value: unknown,
  side: string,
): Problem[] {
  const problems: Problem[] = [];
  const validate = schema && schemas.validator(schema);
  if (validate && !validate(value)) {
    for (const violation of explain(description, schemas, validate.errors ?? [])) {
      problems.push({ ...violation, rule: `${side}/body/${violation.kind}`, payload: value });
    }
  }
  if (!shape) return problems;
  for (const { keys, schema: schemaPointer } of findUndocumented(shape, value, see)) {
    problems.push({
      rule: `${side}/body/undocumented-property`,
      kind: "undocumented-property",
      pointer: pointerTo(keys),
      message: `expected only documented properties, got "${keys.at(-1)}"`,
      schemaPointer,
      value: undefined,
      payload: value,
    });
  }
  return problems;
}
