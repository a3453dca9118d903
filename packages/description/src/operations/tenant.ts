/** Organization and app, with which every path of this API begins. */

const TENANT = /^\/\{org_name\}\/\{app_name\}(?=\/|$)/;
const PARAMETERS: readonly string[] = ["org_name", "app_name"];

/** Whether a path parameter says whose request it is, and not what it is about. */
export function isTenantParameter(name: string): boolean {
  return PARAMETERS.includes(name);
}

/** A path as one sees it who has bound organization and app: `/users/{username}`. @throws TypeError for a path without them */
export function withoutTenant(path: string): string {
  if (!TENANT.test(path)) throw new TypeError(`${path} does not begin with /{org_name}/{app_name}`);
  return path.replace(TENANT, "");
}

/** Path parameters or their values without those of the tenant. */
export function ownValues<T>(values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isTenantParameter(name)));
}
