import { isObject } from "@agora-chat-openapi/description";
import type { OpenAPI3 } from "openapi-typescript";

/** The document with its paths alone, and without the components that only webhooks refer to. */
export function withoutWebhooks({ webhooks, ...document }: OpenAPI3): OpenAPI3 {
  const ofPaths = referencesOf(document, document.paths);
  const ofWebhooks = referencesOf(document, webhooks);
  return keep(document, (pointer) => ofPaths.has(pointer) || !ofWebhooks.has(pointer));
}

/** The document with its webhooks alone, and the components that they refer to. */
export function withoutPaths({ paths: _, ...document }: OpenAPI3): OpenAPI3 {
  const ofWebhooks = referencesOf(document, document.webhooks);
  return keep(document, (pointer) => ofWebhooks.has(pointer));
}

/** Pointers of all components that a part of a document comes to. */
function referencesOf(document: OpenAPI3, part: unknown, found = new Set<string>()): Set<string> {
  for (const [key, value] of Object.entries(isObject(part) || Array.isArray(part) ? part : {})) {
    const component = key === "$ref" ? /^#\/components\/[^/]+\/[^/]+/.exec(String(value))?.[0] : undefined;
    if (component === undefined) referencesOf(document, value, found);
    else if (!found.has(component)) {
      found.add(component);
      const [section = "", name = ""] = component.split("/").slice(2);
      referencesOf(document, (document.components as Record<string, Record<string, unknown>>)[section]?.[name], found);
    }
  }
  return found;
}

function keep(document: OpenAPI3, isKept: (pointer: string) => boolean): OpenAPI3 {
  const components = Object.entries(document.components ?? {}).map(([section, entries]) => [
    section,
    Object.fromEntries(Object.entries(entries as object).filter(([name]) => isKept(`#/components/${section}/${name}`))),
  ]);
  return { ...document, components: Object.fromEntries(components) };
}
