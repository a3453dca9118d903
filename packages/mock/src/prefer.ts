import type { Operation } from "./description.ts";
import { exampleNames } from "./examples.ts";

/** What a request asks of the mock with its `Prefer` header (RFC 7240). */
export interface Preference {
  code?: number;
  example?: string;
  dynamic?: boolean;
}

/** Reads `Prefer: code=404, example=name, dynamic=true`; preferences of other servers are passed over. */
export function parsePrefer(header: string | undefined): Preference {
  if (!header) return {};
  const given = new Map(
    header.split(/[,;]/).map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, "$1")] as const;
    }),
  );
  const code = given.get("code");
  const example = given.get("example");
  const dynamic = given.get("dynamic");
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic === "true" }),
  };
}

/**
 * Completes a preference by the description: an example alone implies its status.
 * @returns what is wrong, as a sentence, when the operation has no such response or example.
 */
export function completePreference(operation: Operation, preference: Preference): Preference | string {
  if (preference.code === undefined && preference.example === undefined) return preference;
  const { code, example } = preference;
  const codes = operation.responses.map((response) => Number(response.code));
  if (code !== undefined && !codes.includes(code)) {
    return `Prefer: this operation has no response ${code}; it has ${codes.join(", ")}.`;
  }
  if (example === undefined) return preference;

  const candidates = code === undefined ? codes : [code];
  const holder = candidates.find((status) => exampleNames(operation, status).includes(example));
  if (holder === undefined) {
    const names = candidates.flatMap((status) => exampleNames(operation, status));
    return `Prefer: no example ${example}; there are ${[...new Set(names)].join(", ")}.`;
  }
  return { ...preference, code: holder };
}
