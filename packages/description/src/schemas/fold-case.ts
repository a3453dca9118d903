import { type Description, isObject } from "../document/description.ts";
import { escapeKey } from "../document/pointer.ts";
import { asObject, variantsOf } from "./walk.ts";

/** Puts texts into small letters where a schema says `x-case-insensitive`. The value that it gets stays as it is. */
export type FoldCase = (value: unknown) => unknown;

/** How values of a schema are folded, at any depth; undefined where nothing in them is. */
export function foldCaseOf(description: Description, pointer: string): FoldCase | undefined {
  return folderOf(description, [pointer], new Set());
}

function folderOf(description: Description, pointers: string[], above: Set<string>): FoldCase | undefined {
  const fresh = pointers.filter((pointer) => !above.has(pointer));
  const seen = new Set([...above, ...fresh]);
  const variants = fresh.flatMap((pointer) => variantsOf(description, pointer));
  if (variants.some(({ value }) => value["x-case-insensitive"] === true)) return foldText;
  const items = variants.filter(({ value }) => isObject(value["items"])).map(({ pointer }) => `${pointer}/items`);
  const foldItem = items.length > 0 ? folderOf(description, items, seen) : undefined;
  const foldProperties = propertyFolders(description, variants, seen);
  if (!foldItem && foldProperties.size === 0) return undefined;
  return (value) => {
    if (Array.isArray(value)) return foldItem ? value.map(foldItem) : value;
    return isObject(value) ? foldObject(value, foldProperties) : value;
  };
}

function propertyFolders(
  description: Description,
  variants: ReturnType<typeof variantsOf>,
  seen: Set<string>,
): Map<string, FoldCase> {
  const byName = new Map<string, string[]>();
  for (const { value, pointer } of variants) {
    for (const name of Object.keys(asObject(value["properties"]))) {
      byName.set(name, [...(byName.get(name) ?? []), `${pointer}/properties/${escapeKey(name)}`]);
    }
  }
  const folders = [...byName].map(([name, pointers]) => [name, folderOf(description, pointers, seen)] as const);
  return new Map(folders.filter((entry): entry is [string, FoldCase] => entry[1] !== undefined));
}

function foldObject(value: Record<string, unknown>, folders: Map<string, FoldCase>): Record<string, unknown> {
  const folded = { ...value };
  for (const [name, fold] of folders) if (Object.hasOwn(value, name)) folded[name] = fold(value[name]);
  return folded;
}

function foldText(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}
