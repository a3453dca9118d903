import type { OpenAPI3, ParameterObject, PathItemObject, ReferenceObject } from "openapi-typescript";
import { resolve } from "./description.ts";

const TENANT = "/{org_name}/{app_name}";
const TENANT_PARAMETERS = ["org_name", "app_name"];

/** The same description as seen by a client whose base URL holds organization and app already. */
export function bindTenant(document: OpenAPI3): OpenAPI3 {
  const isOwn = (parameter: ParameterObject | ReferenceObject) =>
    !TENANT_PARAMETERS.includes(resolve<ParameterObject>(document, parameter).name);

  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    if (!path.startsWith(`${TENANT}/`)) throw new Error(`${path} does not begin with ${TENANT}`);
    const pathItem = resolve<PathItemObject>(document, item);
    return [path.slice(TENANT.length), { ...pathItem, parameters: (pathItem.parameters ?? []).filter(isOwn) }] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
