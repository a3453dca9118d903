/** Which property tells the shapes of a `oneOf` apart. */
import type { Description } from "../document/description.ts";
import { asArray, asObject, conjunctsOf } from "./walk.ts";

/** A property for which each shape has values of its own. */
export interface Discriminator {
  property: string;
  /** The values of each shape, in their order. */
  values: unknown[][];
}

/** Undefined where no property tells them apart. @param shapes pointers of the schemas */
export function discriminatorOf(description: Description, shapes: string[]): Discriminator | undefined {
  const constants = shapes.map((shape) => constantsOf(description, shape));
  for (const property of constants[0]?.keys() ?? []) {
    const values = constants.map((each) => each.get(property) ?? []);
    const all = values.flat();
    if (values.every((each) => each.length > 0) && new Set(all).size === all.length) return { property, values };
  }
  return undefined;
}

/** The properties of which a schema lists the values. */
function constantsOf(description: Description, pointer: string): Map<string, unknown[]> {
  return new Map(
    conjunctsOf(description, pointer)
      .flatMap(({ value }) => Object.entries(asObject(value["properties"])))
      .map(([name, schema]) => [name, valuesOf(asObject(schema))] as const)
      .filter(([, values]) => values.length > 0),
  );
}

function valuesOf(schema: Record<string, unknown>): unknown[] {
  return "const" in schema ? [schema["const"]] : asArray(schema["enum"]);
}
