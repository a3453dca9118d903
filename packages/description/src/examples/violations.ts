/** Which documented error a request gets that breaks a constraint. */
import { keysOf, pointerTo } from "../document/pointer.ts";
import type { Operation } from "../operations/operation.ts";
import type { Problem } from "../validate/problem.ts";
import { type DocumentedError, documentedErrors } from "./documented-errors.ts";

const OF_THE_WHOLE_BODY: Readonly<Record<string, string>> = {
  "request/body/missing": "body required",
  "request/body/unparsable": "body json",
  "request/content-type": "body type",
};

/** What a problem of a request breaks, as `x-violation` and broken requests name it; undefined where it is no error to the service. */
export function constraintOf(operation: Operation, problem: Problem): string | undefined {
  const { rule, keyword, pointer } = problem;
  const whole = OF_THE_WHOLE_BODY[rule];
  if (whole !== undefined) return whole;
  if (rule === "request/parameter/missing") return `${placed(operation, pointer)} required`;
  // What is merely undocumented breaks no keyword.
  if (keyword === undefined || !rule.startsWith("request/")) return undefined;
  const at = rule === "request/parameter/invalid" ? placed(operation, pointer) : `body${firstItem(pointer)}`;
  const isOnWhole = keyword === "additionalProperties" || keyword === "unevaluatedProperties";
  return `${isOnWhole ? at.slice(0, at.lastIndexOf("/")) : at} ${keyword}`;
}

/** The error that an operation documents for a broken constraint. */
export function errorOfViolation(
  operation: Pick<Operation, "responses">,
  constraint: string,
): DocumentedError | undefined {
  return documentedErrors(operation).find(({ extensions }) =>
    extensions["x-violation"]?.some((pattern) => names(pattern, constraint)),
  );
}

/** Whether a constraint is the one of a pattern, in which `*` stands for any one key of the body. */
function names(pattern: string, constraint: string): boolean {
  const keys = constraint.split("/");
  const parts = pattern.split("/");
  return (
    parts.length === keys.length &&
    parts.every((part, index) => {
      const [name, keyword] = part.split(" ");
      const key = keys[index] ?? "";
      return part === key || (name === "*" && key.endsWith(keyword === undefined ? "" : ` ${keyword}`));
    })
  );
}

/** `path/username` for the pointer `/username`. */
function placed({ parameters }: Operation, pointer: string): string {
  const [name = ""] = keysOf(pointer);
  const place = parameters.find((parameter) => parameter.name === name)?.in ?? "query";
  return `${place}${firstItem(pointer)}`;
}

/** All items of a list are under the same constraint. */
function firstItem(pointer: string): string {
  return pointerTo(keysOf(pointer).map((key) => (/^\d+$/.test(key) ? "0" : key)));
}
