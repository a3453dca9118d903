import { type Description, FORM, type Operation, operationsOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import { MOCK_URL, TOKEN } from "../samples/request.ts";

/** The parts of a Postman collection that are changed after the conversion. */
export interface Collection {
  info: { _postman_id?: string };
  variable: { key: string; value: string; type?: string }[];
  item: Item[];
}

interface Item {
  name?: string;
  description?: unknown;
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

const LAST_FOLDER = {
  name: "Removes more than it names",
  description:
    "Calls that remove more than the one thing they name, apart from the others: a run of the whole collection comes to them last.",
};

/**
 * The collection with address, organization, app and token as variables of its own, forms filled with the description's
 * example, destructive calls at the end, and without ids that differ by run. It talks to the mock until told otherwise.
 */
export function readyToSend(collection: Collection, description: Description): Collection {
  const { _postman_id, ...info } = collection.info;
  const tenant = new Map<string, string>();
  const forms = exampleForms(description);
  const prepare = (request: Request) => fillForm(bind(request, tenant), forms);
  const destructive = destructiveCalls(description);
  const isLast = ({ request }: Item) => request !== undefined && destructive.has(callOf(request));
  const folders = collection.item.map((folder) => prepared(folder, prepare));
  const last = { ...LAST_FOLDER, item: folders.flatMap(({ item = [] }) => item.filter(isLast)) };
  const others = folders.map((folder) => ({ ...folder, item: (folder.item ?? []).filter((each) => !isLast(each)) }));
  const variable = [
    { key: "baseUrl", value: MOCK_URL },
    ...[...tenant].map(([key, value]) => ({ key, value })),
    { key: "bearerToken", value: TOKEN, type: "secret" },
  ];
  return withMarkdown({ ...collection, info, item: [...others, last], variable });
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

/** Descriptions are Markdown, which the converter takes for plain text. */
function withMarkdown<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    key === "type" && each === "text/plain" ? "text/markdown" : each,
  );
}

/** A call by method and path as Postman writes it. */
function callOf({ method, url }: Request): string {
  return `${method} /${url.path.join("/")}`;
}

function postmanPath({ method, path }: Operation): string {
  return `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`;
}

function destructiveCalls(description: Description): Set<string> {
  return new Set(
    operationsOf(description)
      .filter(({ extensions }) => extensions["x-destructive"])
      .map(postmanPath),
  );
}

/** The converter fills url-encoded forms with made-up text, and switches optional fields off. */
function fillForm(request: Request, forms: Map<string, Record<string, string>>): Request {
  const { body } = request;
  const form = body?.urlencoded && forms.get(callOf(request));
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
    forms.set(postmanPath(operation), request.body as Record<string, string>);
  }
  return forms;
}
