/** Whether a response looks like one of the service, or like one of another API whose paths happen to be alike. */
import { type Description, isObject, jsonContent, type Operation, operationsOf } from "@agora-chat-openapi/description";
import { propertyNames } from "@agora-chat-openapi/description/schemas";
import { type ExchangeResponse, field, readJson } from "@agora-chat-openapi/description/validate";

/** What a response says of its host: that it is the service, that it is another, or nothing. */
export type Evidence = "for" | "against" | "none";

/** Judges responses by the properties that the operation documents for any of its responses. */
export class ServiceEvidence {
  readonly #description: Description;
  readonly #operations: Map<string, Operation>;
  readonly #names = new Map<string, Set<string>>();

  constructor(description: Description) {
    this.#description = description;
    this.#operations = new Map(operationsOf(description).map((operation) => [operation.id, operation]));
  }

  of(operationId: string, { headers, body }: ExchangeResponse): Evidence {
    if (field(headers, "content-type")?.startsWith("text/html")) return "against";
    if (body === undefined || body.length === 0) return "none";
    const read = readJson(body);
    if (read.fault !== undefined) return "none";
    if (!isObject(read.value)) return "against";
    const names = Object.keys(read.value);
    const documented = names.filter((name) => this.#documented(operationId).has(name)).length;
    return documented >= 2 && documented >= names.length - documented ? "for" : "against";
  }

  #documented(operationId: string): Set<string> {
    const known = this.#names.get(operationId) ?? this.#readNames(operationId);
    this.#names.set(operationId, known);
    return known;
  }

  #readNames(operationId: string): Set<string> {
    const responses = [...(this.#operations.get(operationId)?.responses.values() ?? [])];
    return new Set(
      responses.flatMap((response) => {
        const schema = jsonContent(response)?.schema;
        return schema ? propertyNames(this.#description, schema.pointer) : [];
      }),
    );
  }
}
