import type { Fault, Reply } from "./server.ts";

export interface FaultCase {
  name: string;
  /** The request that meets it. */
  path: string;
  init?: () => RequestInit;
  /** How the server responds wrongly; absent where the request itself is what is wrong. */
  fault?: Fault;
  operationId: string;
  rule: string;
  pointer: string;
}

type Note = Record<string, unknown> & {
  author: Record<string, unknown>;
  replies: { replies: Record<string, unknown>[] }[];
};

const onNote =
  (damage: (note: Note) => void): Fault =>
  ({ body }: Reply) =>
    damage((body as { notes: Note[] }).notes[0] as Note);

const notes = { path: "/notes", operationId: "listNotes" };
const json = (body: string): RequestInit => ({ method: "POST", headers: { "content-type": "application/json" }, body });
const form = (fields: Record<string, string | Blob>): RequestInit => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { method: "POST", body };
};

/** What a service, or its caller, can get wrong: each alone, with the finding that it must make. */
export const faults: FaultCase[] = [
  {
    ...notes,
    name: "a value of a wrong type",
    fault: onNote((note) => {
      note["text"] = 8;
    }),
    rule: "response/body/type",
    pointer: "/notes/0/text",
  },
  {
    ...notes,
    name: "an integer where a string id belongs",
    fault: onNote((note) => {
      note["id"] = 1;
    }),
    rule: "response/body/type",
    pointer: "/notes/0/id",
  },
  {
    ...notes,
    name: "null",
    fault: onNote((note) => {
      note["author"] = null as never;
    }),
    rule: "response/body/type",
    pointer: "/notes/0/author",
  },
  {
    ...notes,
    name: "a required property that is missing",
    fault: onNote((note) => {
      delete note["id"];
    }),
    rule: "response/body/required",
    pointer: "/notes/0/id",
  },
  {
    ...notes,
    name: "an undocumented property of a plain object",
    fault: onNote((note) => {
      note.author["email"] = "ada@example.com";
    }),
    rule: "response/body/undocumented-property",
    pointer: "/notes/0/author/email",
  },
  {
    ...notes,
    name: "an undocumented property under allOf",
    fault: onNote((note) => {
      note["mood"] = "fine";
    }),
    rule: "response/body/undocumented-property",
    pointer: "/notes/0/mood",
  },
  {
    ...notes,
    name: "a wrong format",
    fault: onNote((note) => {
      note["written"] = "yesterday";
    }),
    rule: "response/body/format",
    pointer: "/notes/0/written",
  },
  {
    ...notes,
    name: "a value outside the enum",
    fault: onNote((note) => {
      note["color"] = "mauve";
    }),
    rule: "response/body/enum",
    pointer: "/notes/0/color",
  },
  {
    ...notes,
    name: "a fault deep in a recursion",
    fault: onNote((note) => {
      (note.replies[0]?.replies[0] as Record<string, unknown>)["text"] = ["Good"];
    }),
    rule: "response/body/type",
    pointer: "/notes/0/replies/0/replies/0/text",
  },
  {
    name: "a fault in one of several shapes",
    path: "/notes/latest",
    operationId: "getLatestNote",
    fault: ({ body }) => {
      (body as Note)["color"] = "mauve";
    },
    rule: "response/body/enum",
    pointer: "/color",
  },
  {
    ...notes,
    name: "an undocumented status",
    fault: (reply) => {
      reply.status = 202;
    },
    rule: "response/status",
    pointer: "",
  },
  {
    ...notes,
    name: "a wrong content type",
    fault: ({ headers }) => {
      headers["content-type"] = "text/html";
    },
    rule: "response/content-type",
    pointer: "/content-type",
  },
  {
    ...notes,
    name: "an absent content type",
    fault: ({ headers }) => {
      delete headers["content-type"];
    },
    rule: "response/content-type",
    pointer: "/content-type",
  },
  {
    ...notes,
    name: "an empty body",
    fault: (reply) => {
      reply.body = "";
    },
    rule: "response/body/empty",
    pointer: "",
  },
  {
    ...notes,
    name: "broken JSON",
    fault: (reply) => {
      reply.body = '{"notes":[';
    },
    rule: "response/body/unparsable",
    pointer: "",
  },
  {
    name: "a wrong error body",
    path: "/notes/n404",
    operationId: "getNotes",
    fault: (reply) => {
      reply.body = { detail: "no such note" };
    },
    rule: "response/body/required",
    pointer: "/error",
  },
  {
    ...notes,
    name: "a required header that is missing",
    fault: ({ headers }) => {
      delete headers["x-total"];
    },
    rule: "response/header/missing",
    pointer: "/x-total",
  },
  {
    ...notes,
    name: "a malformed header",
    fault: ({ headers }) => {
      headers["x-total"] = "many";
    },
    rule: "response/header/invalid",
    pointer: "/x-total",
  },
  {
    name: "an error without its body",
    path: "/notes/n1",
    init: () => ({ method: "DELETE" }),
    operationId: "deleteNotes",
    fault: (reply) => {
      Object.assign(reply, { status: 500, headers: {}, body: "" });
    },
    rule: "response/body/empty",
    pointer: "",
  },
  {
    name: "a binary that is cut off",
    path: "/files/f1",
    operationId: "downloadFile",
    fault: (reply) => {
      reply.body = Buffer.from([137, 80, 78]);
    },
    rule: "response/body/truncated",
    pointer: "",
  },
  {
    ...notes,
    name: "an undocumented query parameter",
    path: "/notes?limit=5&sort=newest",
    rule: "request/query/undocumented",
    pointer: "/sort",
  },
  {
    ...notes,
    name: "a query parameter out of range",
    path: "/notes?limit=500",
    rule: "request/parameter/invalid",
    pointer: "/limit",
  },
  {
    name: "a list in the path with a wrong item",
    path: "/notes/n1,x2",
    operationId: "getNotes",
    rule: "request/parameter/invalid",
    pointer: "/ids/1",
  },
  {
    name: "a JSON body with a property too many",
    path: "/notes",
    init: () => json('{"text":"Hello","colour":"red"}'),
    operationId: "createNote",
    rule: "request/body/undocumented-property",
    pointer: "/colour",
  },
  {
    name: "a form with a wrong field",
    path: "/notes",
    init: () => ({ method: "POST", body: new URLSearchParams({ text: "Hello", starred: "maybe" }) }),
    operationId: "createNote",
    rule: "request/body/type",
    pointer: "/starred",
  },
  {
    name: "a multipart body without its required part",
    path: "/files",
    init: () => form({ pages: "3" }),
    operationId: "uploadFile",
    rule: "request/body/required",
    pointer: "/file",
  },
  {
    name: "a multipart body with a wrong field",
    path: "/files",
    init: () => form({ file: new Blob(["abc"]), pages: "none" }),
    operationId: "uploadFile",
    rule: "request/body/type",
    pointer: "/pages",
  },
  {
    name: "a wrong media type",
    path: "/notes",
    init: () => ({ ...json("text: Hello"), headers: { "content-type": "application/yaml" } }),
    operationId: "createNote",
    rule: "request/content-type",
    pointer: "/content-type",
  },
];
