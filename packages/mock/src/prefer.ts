import type { Operation, OperationResponse } from "@agora-chat-openapi/description";

/** What a request asks of the mock with its `Prefer` header (RFC 7240). */
export interface Preference {
  /** Undefined asks for the response to a success. */
  code: string | undefined;
  /** Name of an example. */
  example: string | undefined;
  /** Whether the response is to be invented from its schema; undefined leaves that to the mock. */
  dynamic: boolean | undefined;
}

/** Reads `Prefer: code=404, example=name, dynamic=true`; preferences of other servers are passed over. */
export function parsePrefer(header: string | undefined): Preference {
  const given = new Map(
    header?.split(/[,;]/).map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, "$1")];
    }),
  );
  const dynamic = given.get("dynamic");
  return {
    code: given.get("code"),
    example: given.get("example"),
    dynamic: dynamic === undefined ? undefined : dynamic === "true",
  };
}

/** The response that is asked for: an example alone implies its status. @returns what is wrong, as a sentence */
export function preferredResponse(operation: Operation, { code, example }: Preference): OperationResponse | string {
  const responses = [...operation.responses.values()];
  const candidates = code === undefined ? responses : responses.filter(({ status }) => status === code);
  if (candidates.length === 0) {
    return `Prefer: this operation has no response ${code}; it has ${responses.map(({ status }) => status).join(", ")}.`;
  }
  const success = candidates.find(({ status }) => code !== undefined || status.startsWith("2"));
  if (example === undefined) return success ?? `Prefer: this operation has no success; ask for a code.`;
  const holder = candidates.find((response) => exampleNames(response).includes(example));
  return (
    holder ?? `Prefer: no example ${example}; there are ${[...new Set(candidates.flatMap(exampleNames))].join(", ")}.`
  );
}

function exampleNames({ content }: OperationResponse): string[] {
  return [...content.values()].flatMap(({ examples }) => [...examples.keys()]);
}
