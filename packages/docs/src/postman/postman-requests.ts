import { type Description, FORM, operationsOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";

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
  method: string;
  url: { path: string[]; variable?: { key: string; value: string }[] };
  body?: { urlencoded?: Field[] };
}

interface Field {
  key: string;
  value: string;
  disabled?: boolean;
}

/** Path parameters that are the same for all requests of one app. */
const TENANT = ["org_name", "app_name"];

/**
 * The collection with organization, app and token as variables of its own, forms filled with the description's example,
 * and without ids that differ by run.
 */
export function readyToSend(collection: Collection, description: Description): Collection {
  const { _postman_id, ...info } = collection.info;
  const tenant = new Map<string, string>();
  const forms = exampleForms(description);
  const prepare = (request: Request) => fillForm(bind(request, tenant), forms);
  const item = collection.item.map((folder) => prepared(folder, prepare));
  const variable = [
    ...collection.variable,
    ...[...tenant].map(([key, value]) => ({ key, value })),
    { key: "bearerToken", value: "", type: "secret" },
  ];
  return { ...collection, info, item, variable };
}

function prepared({ id, ...item }: Item, prepare: (request: Request) => Request): Item {
  return {
    ...item,
    ...(item.item && { item: item.item.map((child) => prepared(child, prepare)) }),
    ...(item.request && { request: prepare(item.request) }),
    ...(item.response && {
      response: item.response.map(({ id, originalRequest, ...answer }) => ({
        ...answer,
        ...(originalRequest && { originalRequest: prepare(originalRequest) }),
      })),
    }),
  };
}

/** Turns the parameters of organization and app into variables, and keeps their values. */
function bind(request: Request, tenant: Map<string, string>): Request {
  const variable = (request.url.variable ?? []).map((parameter) => {
    const { key, value } = parameter;
    if (!TENANT.includes(key)) return parameter;
    if (!value.startsWith("{{")) tenant.set(key, value);
    return { ...parameter, value: `{{${key}}}` };
  });
  return { ...request, url: { ...request.url, variable } };
}

/** The converter fills url-encoded forms with made-up text, and switches optional fields off. */
function fillForm(request: Request, forms: Map<string, Record<string, string>>): Request {
  const { method, url, body } = request;
  const form = body?.urlencoded && forms.get(`${method} /${url.path.join("/")}`);
  if (!form) return request;
  const urlencoded = body.urlencoded?.map((field) => {
    const value = form[field.key];
    return { ...field, value: value ?? "", disabled: value === undefined };
  });
  return { ...request, body: { ...body, ...(urlencoded && { urlencoded }) } };
}

/** The first example of each url-encoded form, by method and path as Postman writes it. */
function exampleForms(description: Description): Map<string, Record<string, string>> {
  const forms = new Map<string, Record<string, string>>();
  for (const operation of operationsOf(description)) {
    const [request] = exampleRequests(operation).values();
    if (request?.contentType !== FORM) continue;
    const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
    forms.set(`${operation.method} ${path}`, request.body as Record<string, string>);
  }
  return forms;
}
