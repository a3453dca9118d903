/** The lines of a text that comes in parts, without their ends. */
export async function* linesOf(parts: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const part of parts) {
    const [first = "", ...others] = (typeof part === "string" ? part : decoder.decode(part, { stream: true })).split(
      "\n",
    );
    begun.push(first);
    if (others.length === 0) continue;
    yield begun.join("");
    yield* others.slice(0, -1);
    begun = [others.at(-1) ?? ""];
  }
  const last = begun.join("");
  if (last !== "") yield last;
}
