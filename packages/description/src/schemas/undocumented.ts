/** Walks over a value beside the shape of its schema. */
import type { Observe } from "../document/observable.ts";
import type { Shape } from "./shape.ts";

type Path = (string | number)[];

/** A property that is not documented: the keys that lead to it, and the pointer of the schema that leaves it out. */
export interface Undocumented {
  keys: Path;
  schema: string;
}

/**
 * The properties of a value that its schema does not document; `path` leads to the value.
 * @param observe told of each documented property and value on the way
 */
export function findUndocumented(
  shape: Shape,
  value: unknown,
  observe: Observe | undefined,
  path: Path = [],
): Undocumented[] {
  const found: Undocumented[] = [];
  visit(shape, value, path, found, observe);
  return found;
}

function visit(shape: Shape, value: unknown, path: Path, found: Undocumented[], observe: Observe | undefined): void {
  if (shape.branches.length > 0) {
    visitBranches(shape, value, path, found, observe);
    return;
  }
  if (observe && shape.values !== undefined) observeValue(shape, value, observe);
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (shape.items === undefined) return;
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      visit(shape.items, value[index], path, found, observe);
      path.pop();
    }
    return;
  }
  for (const name in value) {
    const property = shape.properties.get(name);
    let child: Shape | undefined;
    if (property !== undefined) {
      observe?.(property.index);
      child = property.shape;
    } else {
      const other = shape.patterns.find(([pattern]) => pattern.test(name));
      if (other) child = other[1];
      else if (shape.others) child = shape.others.shape;
      else if (shape.describesObjects) found.push({ keys: [...path, name], schema: shape.pointer });
    }
    if (child === undefined) continue;
    path.push(name);
    visit(child, (value as Record<string, unknown>)[name], path, found, observe);
    path.pop();
  }
}

/** A property is undocumented when neither the schema itself nor any branch that the value fits has it. */
function visitBranches(
  shape: Shape,
  value: unknown,
  path: Path,
  found: Undocumented[],
  observe: Observe | undefined,
): void {
  const fitting = shape.branches.filter(({ fits }) => fits()(value));
  // Of a value that fits no branch, which is a finding of its own, all branches have a say.
  const branches = (fitting.length > 0 ? fitting : shape.branches).map((branch) => branch.shape);
  const isOwn = shape.describesObjects || shape.others || shape.items || shape.values;
  const candidates = isOwn ? [{ ...shape, branches: [] }, ...branches] : branches;
  const reports = candidates.map((candidate) => (candidate ? findUndocumented(candidate, value, observe, path) : []));
  const prefixes = reports.map((report) => new Set(report.map(({ keys }) => String(keys))));
  const isUnknownTo = (known: Set<string>, keys: Path) =>
    keys.some((_, index) => known.has(String(keys.slice(0, index + 1))));

  const agreed = reports.flat().filter(({ keys }) => prefixes.every((known) => isUnknownTo(known, keys)));
  // There may be more than a call takes arguments.
  for (const one of new Map(agreed.map((each) => [String(each.keys), each])).values()) found.push(one);
}

function observeValue({ values }: Shape, value: unknown, observe: Observe): void {
  const documented = values?.get(value);
  if (documented !== undefined) observe(documented.index);
}
