import type { MediaType } from "./content.ts";

const known = new WeakMap<MediaType, Set<string>>();

/** The codes of an error response: the `error` of each of its named examples. */
export function errorCodesOf(media: MediaType): ReadonlySet<string> {
  const codes = known.get(media) ?? readCodes(media);
  known.set(media, codes);
  return codes;
}

function readCodes({ examples }: MediaType): Set<string> {
  const codes = [...examples.values()].map(({ value }) => (value as { error?: unknown } | null)?.error);
  return new Set(codes.filter((code) => typeof code === "string"));
}
