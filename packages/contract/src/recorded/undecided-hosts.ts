/** Hosts of which it is not known yet whether they are the service, with what was exchanged with them. */
import { sizeOf } from "@agora-chat-openapi/description/validate";
import type { Evidence } from "./evidence.ts";
import type { RecordedExchange } from "./read-recordings.ts";

interface UndecidedHost {
  /** Scheme and host, as in the first exchange. */
  origin: string;
  exchanges: RecordedExchange[];
  /** Whether an exchange names an operation, and one of them looks like another API. */
  namesOperation: boolean;
  looksForeign: boolean;
}

/** How many exchanges are remembered, and how much of them with their bodies, in bytes. */
const MAX_EXCHANGES = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

export class UndecidedHosts {
  readonly #hosts = new Map<string, UndecidedHost>();
  #exchanges = 0;
  #bytes = 0;

  /** @param evidence what the response says of the host; undefined when the request names no operation */
  remember(host: string, exchange: RecordedExchange, evidence: Evidence | undefined): void {
    const known = this.#hosts.get(host) ?? {
      origin: new URL(exchange.request.url).origin,
      exchanges: [],
      namesOperation: false,
      looksForeign: false,
    };
    this.#hosts.set(host, known);
    known.namesOperation ||= evidence !== undefined;
    known.looksForeign ||= evidence === "against";
    if (this.#exchanges >= MAX_EXCHANGES) return;
    this.#exchanges += 1;
    known.exchanges.push(evidence === undefined ? outlineOf(exchange) : this.#keep(exchange));
  }

  /** Decides that a host is the service. @returns what was exchanged with it so far */
  take(host: string): RecordedExchange[] {
    const exchanges = this.#hosts.get(host)?.exchanges ?? [];
    this.#hosts.delete(host);
    return exchanges;
  }

  /** Hosts with the paths of the service of which nothing says that they are another. */
  likely(): string[] {
    return [...this.#hosts].flatMap(([host, { namesOperation, looksForeign }]) =>
      namesOperation && !looksForeign ? [host] : [],
    );
  }

  /** Origins of hosts with paths of the service, but with other responses. */
  foreign(): string[] {
    return [...this.#hosts.values()].flatMap(({ origin, looksForeign }) => (looksForeign ? [origin] : []));
  }

  /** The whole exchange, as long as there is room. */
  #keep(exchange: RecordedExchange): RecordedExchange {
    const { request, response } = exchange;
    const size = [request.body, response.body].reduce((sum, body) => sum + (body === undefined ? 0 : sizeOf(body)), 0);
    if (this.#bytes + size > MAX_BYTES) return outlineOf(exchange);
    this.#bytes += size;
    return exchange;
  }
}

/** What of an exchange says that its path is undocumented. */
function outlineOf({ request: { method, url }, response: { status }, ...rest }: RecordedExchange): RecordedExchange {
  return { ...rest, request: { method, url }, response: { status } };
}
