import type { Description } from "@agora-chat-openapi/description";
import { targetOf } from "../src/facts/schema-view.ts";

const BOUNDS = [
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
];

/** Names of all fields within a schema, and the bounds of their values, as pages write them. */
export function factsOf(description: Description, value: unknown, above: readonly unknown[] = []): string[] {
  if (typeof value !== "object" || value === null || above.includes(value)) return [];
  if ("$ref" in value) {
    const { $ref, ...beside } = value as { $ref: string };
    return [
      ...factsOf(description, targetOf(description, $ref), [...above, value]),
      ...factsOf(description, beside, above),
    ];
  }
  const {
    properties = {},
    example,
    examples,
    enum: choices = [],
    default: usual,
    ...rest
  } = value as Record<string, unknown>;
  return [
    ...Object.keys(properties as object).map((name) => `\`${name}\``),
    ...(choices as unknown[]).map((choice) => `\`${choice}\``),
    ...(usual === undefined ? [] : [`default \`${usual === "" ? '""' : usual}\``]),
    ...BOUNDS.flatMap((bound) => (typeof rest[bound] === "number" ? [String(rest[bound])] : [])),
    ...(typeof rest["pattern"] === "string" ? [rest["pattern"]] : []),
    ...[...Object.values(properties as object), ...Object.values(rest)].flatMap((part) =>
      factsOf(description, part, [...above, value]),
    ),
  ];
}
