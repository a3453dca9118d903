import { type Operation, type OperationExtensions, paginationsOf } from "@agora-chat-openapi/description";

/** A fact of an operation that a reader should not miss, in a few words. */
export interface Badge {
  text: string;
  kind: "deprecated" | "destructive" | "source" | "rate" | "batch" | "paged";
}

/** What an operation is known from that the official pages leave out. */
const SOURCES = { sdk: "SDKs and tools" };

type RateLimit = OperationExtensions["x-rate-limit"];
type Limit = Pick<RateLimit, "limit" | "window" | "unit">;

/** What an operation's extensions say, as short texts, warnings first. */
export function badges(operation: Operation): Badge[] {
  const { deprecated, extensions } = operation;
  const rates = rateTexts(operation);
  const { "x-rate-limit": rate, "x-batch": batch, "x-alias-of": alias, "x-source": source } = extensions;
  const styles = paginationsOf(operation).map(({ style }) => style);
  const badge = (kind: Badge["kind"], ...texts: string[]) => texts.map((text) => ({ kind, text }));
  return [
    ...(deprecated ? badge("deprecated", `deprecated${alias ? `: ${alias}` : ""}`) : []),
    ...(extensions["x-destructive"] ? badge("destructive", "removes more than it names") : []),
    ...(extensions["x-idempotent"] === false ? badge("destructive", "each call does something else") : []),
    ...(source ? badge("source", `not in Agora's pages: known from ${SOURCES[source]}`) : []),
    ...badge("rate", ...rateBadges(rates)),
    ...(rate.group ? badge("rate", `shared budget: ${rate.group}`) : []),
    ...(rate.concurrent ? badge("rate", `${rate.concurrent} at a time`) : []),
    ...(batch ? badge("batch", `up to ${count(batch.max)} at once`) : []),
    ...(styles.length > 0 ? badge("paged", `paged by ${styles.join(" or ")}`) : []),
  ];
}

/** The rates of an operation in words, and whose calls they count. */
export function rateTexts({ extensions }: Operation): { texts: string[]; per: string } {
  const rate = extensions["x-rate-limit"];
  return { texts: [rate, ...(rate.also ?? [])].map(rateText), per: scopeText(rate.scope) };
}

function rateBadges({ texts: [first, ...others], per }: ReturnType<typeof rateTexts>): string[] {
  return [`${first} per ${per}`, ...others];
}

function rateText({ limit, window, unit = "call" }: Limit): string {
  return `${count(limit)} ${unit}${limit === 1 ? "" : "s"} ${window === "hour" ? "an" : "a"} ${window}`;
}

/** `app_key` is the App Key; names of the service are capitalized. */
function scopeText(scope: string): string {
  return scope.replace(/(^|_)([a-z])/g, (_, gap, letter) => `${gap && " "}${letter.toUpperCase()}`);
}

function count(value: number): string {
  return value.toLocaleString("en");
}
