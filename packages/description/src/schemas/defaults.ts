import type { Description, Located } from "../document/description.ts";
import { asObject, conjunctsOf } from "./walk.ts";

/** The defaults of the properties that a schema has in all of its shapes, by name. */
export function defaultsOf(description: Description, { pointer }: Pick<Located, "pointer">): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const part of conjunctsOf(description, pointer)) {
    for (const name of Object.keys(asObject(part.value["properties"]))) {
      const property = description.under(part, "properties", name);
      if (property && "default" in property.value) found[name] = property.value["default"];
    }
  }
  return found;
}
