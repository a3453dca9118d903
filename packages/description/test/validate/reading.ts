import type { Json } from "../../src/index.ts";
import { schemasOf } from "../../src/schemas/index.ts";
import { type RoutedRequest, readRequest } from "../../src/validate/index.ts";
import { oneOperation } from "../small-description.ts";

/** Reads a request of an operation, and returns its input and its problems as texts. */
export function reading(operation: Json, components: Json = {}) {
  const { description, operation: only } = oneOperation(operation, components);
  return (request: Partial<RoutedRequest>) => {
    const { input, media, problems } = readRequest(schemasOf(description), only, {
      values: [],
      search: "",
      ...request,
    });
    const texts = problems.map(({ rule, pointer, message }) => `${rule} ${pointer}: ${message}`);
    return { input, media: media?.name, problems: texts };
  };
}

/** An operation with a body of one media type. */
export function taking(type: string, schema: Json = {}): Json {
  return { requestBody: { required: true, content: { [type]: { schema } } } };
}
