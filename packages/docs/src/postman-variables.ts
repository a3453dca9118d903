/** The parts of a Postman collection that are changed after the conversion. */
export interface Collection {
  info: { _postman_id?: string };
  variable: { key: string; value: string; type?: string }[];
  item: Item[];
}

interface Item {
  id?: string;
  item?: Item[];
  request?: Request;
  response?: { id?: string; originalRequest?: Request }[];
}

interface Request {
  url?: { variable?: { key: string; value: string }[] };
}

/** Path parameters that are the same for all requests of one app. */
const TENANT = ["org_name", "app_name"];

/** The collection with organization, app and token as variables of its own, and without ids that differ by run. */
export function withVariables(collection: Collection): Collection {
  const { _postman_id, ...info } = collection.info;
  const tenant = new Map<string, string>();
  const item = collection.item.map((folder) => withoutIds(folder, tenant));
  const variable = [
    ...collection.variable,
    ...[...tenant].map(([key, value]) => ({ key, value })),
    { key: "bearerToken", value: "", type: "secret" },
  ];
  return { ...collection, info, item, variable };
}

function withoutIds({ id, ...item }: Item, tenant: Map<string, string>): Item {
  if (item.item) return { ...item, item: item.item.map((child) => withoutIds(child, tenant)) };
  bind(item.request, tenant);
  const response = item.response?.map(({ id, ...answer }) => {
    bind(answer.originalRequest, tenant);
    return answer;
  });
  return { ...item, ...(response && { response }) };
}

/** Turns the parameters of organization and app into variables, and keeps their values. */
function bind(request: Request | undefined, tenant: Map<string, string>): void {
  for (const parameter of request?.url?.variable ?? []) {
    if (!TENANT.includes(parameter.key)) continue;
    if (!tenant.has(parameter.key)) tenant.set(parameter.key, parameter.value);
    parameter.value = `{{${parameter.key}}}`;
  }
}
