/** Fills the `{places}` of a text. @throws Error where there is no value for one */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`nothing stands in the place ${place} of "${pattern}"`);
    return String(values[name]);
  });
}
