/** Puts a number into a response that a JavaScript number would round. */
export function whole(digits: string): number {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => number };
  return rawJSON(digits);
}
