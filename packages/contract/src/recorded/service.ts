/** Which exchanges of a recording are with the service. */
import { type Description, type Server, serversOf } from "@agora-chat-openapi/description";

/** Where a service responds: its hosts, and what stands before the paths of the description. */
interface Place {
  hasHost(host: string): boolean;
  /** Without a trailing slash. */
  prefix: string;
}

/** What an exchange has to do with the service; `url` is the one that the description knows. */
export type Belonging = { to: "service"; url: string } | { to: "another" } | { to: "unknown" };

export class Service {
  readonly #places: Place[];
  readonly #ignored: ReadonlySet<string>;
  /** Hosts that were found to be of the service. */
  readonly #found = new Set<string>();

  /**
   * @param baseUrls of deployments, beside the servers of the description
   * @param ignored hosts that are not of the service, whatever their paths look like
   */
  constructor(description: Description, baseUrls: Iterable<string> = [], ignored: Iterable<string> = []) {
    this.#places = [...serversOf(description).flatMap(placesOf), ...[...baseUrls].map(placeOf)];
    this.#ignored = new Set([...ignored].map((host) => host.toLowerCase()));
  }

  /** Hosts that are taken for the service by what was exchanged with them. */
  get found(): ReadonlySet<string> {
    return this.#found;
  }

  /** Takes a host for the service from now on. */
  add(host: string): void {
    this.#found.add(host);
  }

  belonging(url: string): Belonging {
    const { host, hostname } = new URL(url);
    if (this.#ignored.has(host) || this.#ignored.has(hostname)) return { to: "another" };
    const places = this.#places.filter((place) => place.hasHost(host));
    if (places.length === 0) return this.#found.has(host) ? { to: "service", url } : { to: "unknown" };
    const begin = pathBegin(url);
    const place = places.find(({ prefix }) => prefix === "" || url.startsWith(`${prefix}/`, begin));
    if (!place) return { to: "another" };
    return { to: "service", url: url.slice(0, begin) + url.slice(begin + place.prefix.length) };
  }
}

/** Where the path of an absolute URL begins; its end when it has none. */
function pathBegin(url: string): number {
  const begin = url.indexOf("/", url.indexOf("//") + 2);
  return begin < 0 ? url.length : begin;
}

function placeOf(baseUrl: string): Place {
  const { host, pathname } = new URL(baseUrl);
  return { hasHost: (other) => other === host, prefix: pathname.replace(/\/+$/, "") };
}

/** Where a server of the description is, with each value that its variables may have. One without a host says nothing. */
function placesOf({ url, variables }: Server): Place[] {
  const [, host, path = ""] = /^(?:https?:)?\/\/([^/]+)(.*)$/.exec(url) ?? [];
  if (host === undefined) return [];
  const pattern = new RegExp(`^(?:${patternOf(host, variables)})$`, "i");
  const prefix = path
    .replace(/\/+$/, "")
    .replace(/\{([^}]*)\}/g, (whole, name: string) => variables[name]?.default ?? whole);
  return [{ hasHost: (other: string) => pattern.test(other), prefix }];
}

function patternOf(host: string, variables: Server["variables"]): string {
  return host
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (!part.startsWith("{")) return escapeRegExp(part);
      const values = variables[part.slice(1, -1)]?.enum ?? [];
      return values.length > 0 ? `(?:${values.map(escapeRegExp).join("|")})` : "[^/]+";
    })
    .join("");
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
