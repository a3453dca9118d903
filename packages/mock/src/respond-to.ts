/** Responds to a request whose operation is known: the description reads it, Prism validates it and negotiates. */
import {
  type Description,
  jsonContent,
  type MediaType,
  type Operation,
  type OperationResponse,
  type Route,
} from "@agora-chat-openapi/description";
import { chooseExample, type RequestParts } from "@agora-chat-openapi/description/examples";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { readInput, readRequest } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, HttpResponse } from "@agora-chat-openapi/http";
import type { ErrorResponse } from "./error-response.ts";
import { type Preference, parsePrefer, preferredResponse } from "./prefer.ts";
import { createPrism, type Wanted } from "./prism.ts";
import { invalidRequest, type RequestError, unreadableBody } from "./request-problems.ts";

export interface RoutedRequest extends Route {
  headers: HttpRequest["headers"];
  body: HttpRequest["body"];
  /** The query without `?`. */
  search: string;
}

const UNAUTHORIZED: Wanted = { status: 401, mediaType: undefined, example: undefined, dynamic: false };

/** @param dynamic whether responses are invented from the schemas in place of the examples */
export async function createRespondTo(
  description: Description,
  dynamic: boolean,
  error: ErrorResponse,
): Promise<(request: RoutedRequest) => Promise<HttpResponse>> {
  const prism = await createPrism(description);
  const schemas = schemasOf(description);

  return async (request) => {
    const { operation, headers } = request;
    const fail = ({ status, message, code }: RequestError) => error(status, message, code, operation);
    const preference = parsePrefer(headers["prefer"]);
    const preferred = preferredResponse(operation, preference);
    if (typeof preferred === "string") return fail({ status: 400, message: preferred });

    const read = readInput(schemas, operation, request);
    const violations = await prism.validate({ ...request, read });
    if (violations.some(({ code }) => code === 401)) return prism.negotiate(operation, UNAUTHORIZED);
    const unreadable = unreadableBody(read);
    if (unreadable) return fail(unreadable);
    if (violations.length > 0) return fail(invalidRequest(readRequest(schemas, operation, request), violations));
    return prism.negotiate(
      operation,
      wantedResponse(description, operation, preferred, preference, read.input, dynamic),
    );
  };
}

function wantedResponse(
  description: Description,
  operation: Operation,
  preferred: OperationResponse,
  { example, dynamic: preferredDynamic }: Preference,
  input: RequestParts,
  usuallyDynamic: boolean,
): Wanted {
  const status = Number(preferred.status);
  const media = mediaWith(preferred, example);
  const dynamic = preferredDynamic ?? (usuallyDynamic && example === undefined);
  const named = example ?? (media && chooseExample(description, operation, media, input)?.name);
  return { status, mediaType: media?.name, example: dynamic ? undefined : named, dynamic };
}

/** The media type of a response: that of the example, where one is named, else JSON where there is JSON. */
function mediaWith(response: OperationResponse, example: string | undefined): MediaType | undefined {
  const all = [...response.content.values()];
  const holder = example === undefined ? undefined : all.find(({ examples }) => examples.has(example));
  return holder ?? jsonContent(response) ?? all[0];
}
