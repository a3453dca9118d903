import { type Description, isTenantParameter, withoutTenant } from "@agora-chat-openapi/description";
import type { OpenAPI3, PathItemObject } from "openapi-typescript";
import { withoutWebhooks } from "./components.ts";

/** The document as seen by a client whose base URL holds organization and app already. */
export function bindTenant(description: Description): OpenAPI3 {
  const paths = description.entries(description.at(""), "paths").map(([path, item]) => {
    const all = item.value["parameters"];
    const own = description
      .entries(item, "parameters")
      .filter(([, { value }]) => !isTenantParameter(String(value["name"])))
      .map(([index]) => (all as unknown[])[Number(index)]);
    return [withoutTenant(path), { ...item.value, parameters: own } as PathItemObject] as const;
  });
  const document = withoutWebhooks(description.document as unknown as OpenAPI3);
  return { ...document, paths: Object.fromEntries(paths) };
}
