import {
  type Body,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  field,
  sizeOf,
} from "@agora-chat-openapi/description/validate";
import type { Redactor } from "../check/redactor/redactor.ts";

/** An exchange without secrets, whose bodies are as long as it says. */
export function withoutSecrets(redactor: Redactor, exchange: Exchange): Exchange {
  const { request, response, ...rest } = redactor.exchange(exchange);
  return {
    request: relabel(request, exchange.request.body),
    response: relabel(response, exchange.response.body),
    ...rest,
  };
}

function relabel<Message extends ExchangeRequest | ExchangeResponse>(message: Message, before: Body): Message {
  const { body, headers } = message;
  if (body === undefined || body === before || field(headers, "content-length") === undefined) return message;
  return { ...message, headers: { ...headers, "content-length": String(sizeOf(body)) } };
}
