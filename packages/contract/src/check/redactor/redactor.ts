/** Takes secrets out of exchanges, by the names that hold them and wherever their values turn up again. */
import { essence, isJson } from "@agora-chat-openapi/description";
import { type Body, type Exchange, type Fields, textOf } from "@agora-chat-openapi/description/validate";
import { KnownValues } from "./known-values.ts";
import { isSecretName, mayNameSecret, NAMED, PART, URL_PARAMETER } from "./secret-names.ts";
import { decode, secretsInBody, secretsInUrls } from "./secret-values.ts";

/** What stands where a secret was. */
export const REMOVED = "[removed]";

/** Shorter values are taken out by name alone: as text they would be found in everything. */
const MIN_LENGTH = 6;
/** What is longer is not a token, and is taken out by its name alone, too. */
const MAX_LENGTH = 8192;
/** Deeper JSON is cleaned as text. */
const MAX_DEPTH = 500;

export class Redactor {
  readonly #values = new KnownValues();

  /** @param secrets values that are known to be secret */
  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.learn(secret);
  }

  /** Makes a value known as secret, with or without the scheme of an `Authorization` header. */
  learn(secret: string): void {
    const value = secret.replace(/^(?:bearer|basic|digest|negotiate|token) +/i, "");
    if (this.#values.has(value) || value.length < MIN_LENGTH || value.length > MAX_LENGTH || value === REMOVED) return;
    for (const spelling of [value, encode(value), JSON.stringify(value).slice(1, -1), base64(value)]) {
      this.#values.add(spelling);
    }
  }

  /** Learns every secret that an exchange holds under a secret name. */
  learnFrom({ request, response }: Exchange): void {
    for (const secret of secretsInUrls(request.url)) this.learn(secret);
    const [, user] = /^\w+:\/\/([^/?#@]*)@/.exec(request.url) ?? [];
    if (user) for (const part of [user, ...user.split(":")]) this.learn(decode(part));
    for (const { headers, body } of [request, response]) {
      for (const [name, value] of entriesOf(headers)) this.#learnFromField(name, value);
      if (body === undefined || body.length === 0) continue;
      const text = textOf(body);
      if (!mayNameSecret(text)) continue;
      for (const value of secretsInBody(text, contentTypeOf(headers))) this.learn(value);
    }
  }

  /** A text without known secrets. */
  text(text: string): string {
    return this.#values.replaceIn(text, REMOVED);
  }

  /** A copy of a JSON value without secrets. @throws RangeError when it is nested more than 500 deep */
  value(value: unknown, isSecret = false, depth = 0): unknown {
    if (depth > MAX_DEPTH) throw new RangeError("JSON is nested too deep");
    if (typeof value === "string") return isSecret && value !== "" ? REMOVED : this.#withoutParameters(value);
    if (typeof value === "number") return isSecret ? 0 : this.#number(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item, isSecret, depth + 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        this.text(key),
        this.value(item, isSecret || isSecretName(key), depth + 1),
      ]),
    );
  }

  /** A URL without user, secret parameters and known secrets. */
  url(url: string): string {
    return this.#withoutParameters(url.replace(/^(\w+:\/\/)[^/?#@]*@/, "$1"));
  }

  /** Header fields without secrets, names in lower case. */
  fields(fields: Fields | undefined): Record<string, string> {
    return Object.fromEntries(
      entriesOf(fields).map(([name, value]) => [
        name.toLowerCase(),
        isSecretName(name) ? `${schemeOf(name, value)}${REMOVED}` : this.url(value),
      ]),
    );
  }

  /** A body without secrets. One in which there is none comes back as it is, byte by byte. */
  body(body: Body, contentType: string): Body {
    if (body === undefined || body.length === 0) return body;
    // One character for each byte keeps what is not text as it is.
    const isBytes = typeof body !== "string";
    const text = isBytes ? Buffer.from(body).toString("latin1") : body;
    const clean = this.#bodyText(text, essence(contentType));
    if (clean === text) return body;
    return isBytes ? new Uint8Array(Buffer.from(clean, "latin1")) : clean;
  }

  /** A copy of an exchange without secrets; it learns those of this exchange first. */
  exchange(exchange: Exchange): Exchange {
    this.learnFrom(exchange);
    const { request, response } = exchange;
    return {
      ...exchange,
      request: {
        ...request,
        url: this.url(request.url),
        headers: this.fields(request.headers),
        body: this.body(request.body, contentTypeOf(request.headers)),
      },
      response: {
        ...response,
        headers: this.fields(response.headers),
        body: this.body(response.body, contentTypeOf(response.headers)),
      },
    };
  }

  #bodyText(text: string, type: string): string {
    if (!mayNameSecret(text)) return this.text(text);
    if (isJson(type) || /^\s*[[{]/.test(text)) {
      const cleaned = this.#json(text);
      if (cleaned !== undefined) return cleaned;
    }
    if (type === "application/x-www-form-urlencoded") return this.#withoutParameters(`?${text}`).slice(1);
    return this.text(withoutNamed(text));
  }

  #json(text: string): string | undefined {
    try {
      return JSON.stringify(this.value(JSON.parse(text)));
    } catch {
      return undefined; // Broken or very deep JSON is cleaned as text.
    }
  }

  #number(value: number): unknown {
    return this.#values.has(String(value)) ? 0 : value;
  }

  /** A text without the secret parameters of URLs in it, and without known secrets. */
  #withoutParameters(text: string): string {
    const cleaned = text.includes("=")
      ? text.replace(URL_PARAMETER, (whole, before: string, name: string) =>
          isSecretName(decode(name)) ? `${before}${name}=${encodeURIComponent(REMOVED)}` : whole,
        )
      : text;
    return this.text(cleaned);
  }

  #learnFromField(name: string, value: string): void {
    if (value.includes("=")) for (const secret of secretsInUrls(value)) this.learn(secret);
    if (!isSecretName(name)) return;
    this.learn(value);
    if (!/cookie/i.test(name)) return;
    for (const [, part = ""] of value.matchAll(/=\s*"?([^;,"]+)/g)) this.learn(part.trim());
  }
}

/** The scheme of an `Authorization` header, which is not secret. */
function schemeOf(name: string, value: string): string {
  return (/authorization$/i.test(name) && /^(?:bearer|basic|digest) +(?=\S)/i.exec(value)?.[0]) || "";
}

function withoutNamed(text: string): string {
  return text
    .replace(PART, (_, head: string) => `${head}${REMOVED}`)
    .replace(NAMED, (_, name: string, between: string, quoted?: string) =>
      quoted === undefined ? `${name}${between}${REMOVED}` : `${name}${between}"${REMOVED}"`,
    );
}

function entriesOf(fields: Fields | undefined): [string, string][] {
  if (!fields) return [];
  return fields instanceof Headers ? [...fields] : Object.entries(fields);
}

function contentTypeOf(fields: Fields | undefined): string {
  return entriesOf(fields).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64").replace(/=+$/, "");
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // Half a character cannot stand in a URL.
  }
}
