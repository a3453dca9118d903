/** The outcome of a call: its data, or the error in place of it. */
import { type Call, isText } from "./call.ts";
import { type CallContext, ChatApiError, ChatDecodeError, type ChatError } from "./errors.ts";
import { type Received, unread } from "./exchange.ts";
import { parseJson } from "./json.ts";

export type Outcome =
  | { data: unknown; error?: undefined; response: Response }
  | { data?: undefined; error: ChatError; response?: Response | undefined };

const READERS = ["arrayBuffer", "blob", "body", "bodyUsed", "bytes", "clone", "json", "text"] as const;

/** Reads data or error from a response. */
export async function toOutcome(call: Call, received: Received, context: CallContext): Promise<Outcome> {
  const { response, content } = received;
  const text = String(content);
  if (response.status >= 400) return failed(new ChatApiError(readable(received), text, context));
  let cause: unknown;
  try {
    // What is not ok here is 304, which the headers of a caller may ask for.
    if (response.ok) return succeeded(await parse(call, received), received);
  } catch (error) {
    cause = error;
  }
  return failed(new ChatDecodeError(readable(received), text, context, cause));
}

function succeeded(data: unknown, received: Received): Outcome {
  return {
    data,
    // Few look at it.
    get response() {
      return readable(received);
    },
  };
}

/** The response itself, which others may know by identity, with what reads its body made to work once more. */
export function readable(received: Received): Response {
  const { response, content } = received;
  if (content === undefined) return response;
  let copy: Response | undefined;
  for (const name of READERS) {
    Object.defineProperty(response, name, {
      configurable: true,
      get() {
        copy ??= unread(received);
        const part: unknown = copy[name];
        return part instanceof Function ? part.bind(copy) : part;
      },
    });
  }
  return response;
}

export function failed(error: ChatError): Outcome {
  return { error, response: error.response };
}

/**
 * Reads a response that middleware made, and leaves it to be read again.
 * @param error the body of one that is not a success, which openapi-fetch has read
 */
export async function readForeign({ parseAs }: Call, response: Response, error: unknown): Promise<Received> {
  if (!response.ok) return { response, content: typeof error === "string" ? error : (JSON.stringify(error) ?? "") };
  if (parseAs === "stream") return { response, content: undefined };
  const copy = response.clone();
  return { response, content: isText(parseAs) ? await copy.text() : await copy.blob() };
}

/** @throws SyntaxError where JSON is wanted and there is none */
function parse({ parseAs, traits }: Call, { response, content }: Received): unknown {
  if (parseAs === "json") return parseJson(String(content), traits.int64);
  if (parseAs === "arrayBuffer") return (content as Blob).arrayBuffer();
  return parseAs === "stream" ? (response.body ?? new Blob().stream()) : content;
}
