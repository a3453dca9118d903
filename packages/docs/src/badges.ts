import type { Operation } from "@agora-chat-openapi/scripts/description.ts";

/** A fact of an operation that a reader should not miss, in a few words. */
export interface Badge {
  text: string;
  kind: "deprecated" | "destructive" | "source" | "rate" | "batch" | "paged";
}

interface Limit {
  limit: number;
  window: string;
  unit?: string;
}

/** What an operation is known from that the official pages leave out. */
const SOURCES: Record<string, string> = { sdk: "SDKs and tools" };

/** The extensions of an operation that badges are made of. */
interface Extensions {
  "x-rate-limit"?: Limit & { scope: string; group?: string; also?: Limit[]; concurrent?: number };
  "x-pagination"?: { style: string } | { style: string }[];
  "x-batch"?: { in: string; field: string; max: number };
  "x-destructive"?: boolean;
  "x-alias-of"?: string;
  "x-source"?: string;
}

/** What an operation's extensions say, as short texts, warnings first. */
export function badges({ object }: Operation): Badge[] {
  const {
    "x-rate-limit": rate,
    "x-batch": batch,
    "x-pagination": paging = [],
    ...other
  } = object as unknown as Extensions;
  const styles = [paging].flat().map(({ style }) => style);
  const badge = (kind: Badge["kind"], ...texts: string[]) => texts.map((text) => ({ kind, text }));
  return [
    ...(object.deprecated
      ? badge("deprecated", `deprecated${other["x-alias-of"] ? `: ${other["x-alias-of"]}` : ""}`)
      : []),
    ...(other["x-destructive"] ? badge("destructive", "removes much") : []),
    ...(other["x-source"] ? badge("source", `not in Agora's pages: known from ${SOURCES[other["x-source"]]}`) : []),
    ...(rate
      ? badge("rate", `${rateText(rate)} per ${scopeText(rate.scope)}`, ...(rate.also ?? []).map(rateText))
      : []),
    ...(rate?.group ? badge("rate", `shared budget: ${rate.group}`) : []),
    ...(rate?.concurrent ? badge("rate", `${rate.concurrent} at a time`) : []),
    ...(batch ? badge("batch", `up to ${count(batch.max)} at once`) : []),
    ...(styles.length > 0 ? badge("paged", `paged by ${styles.join(" or ")}`) : []),
  ];
}

function rateText({ limit, window, unit = "call" }: Limit): string {
  return `${count(limit)} ${unit}${limit === 1 ? "" : "s"} a ${window}`;
}

/** `app_key` is the App Key; names of the service are capitalized. */
function scopeText(scope: string): string {
  return scope.replace(/(^|_)([a-z])/g, (_, gap, letter) => `${gap && " "}${letter.toUpperCase()}`);
}

function count(value: number): string {
  return value.toLocaleString("en");
}
