import type { Description, Located } from "../document/description.ts";
import { asArray, asObject, conjunctsOf } from "./walk.ts";

/** The defaults of the properties that a schema has in all of its shapes, by name. */
export function defaultsOf(description: Description, { pointer }: Pick<Located, "pointer">): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const part of conjunctsOf(description, pointer)) {
    for (const name of Object.keys(asObject(part.value["properties"]))) {
      const property = description.under(part, "properties", name);
      if (property && "default" in property.value) found[name] = property.value["default"];
    }
    const shapes = asArray(part.value["oneOf"]).map((_, index) =>
      defaultsOf(description, { pointer: `${part.pointer}/oneOf/${index}` }),
    );
    Object.assign(found, commonOf(shapes));
  }
  return found;
}

/** What all of some objects have, with the same value. */
function commonOf([first = {}, ...others]: Record<string, unknown>[]): Record<string, unknown> {
  const common = Object.entries(first).filter(([name, value]) => others.every((each) => each[name] === value));
  return Object.fromEntries(common);
}
