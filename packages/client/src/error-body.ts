/** The body of an error: as parsed, or as text where it is not JSON. */
export function parseErrorBody(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}
