/**
 * What stock Prism does wrong with calls that the description allows. Numbers are those of issues at
 * https://github.com/stoplightio/prism.
 */
import type { ExampleRequest } from "@agora-chat-openapi/description/examples";
import { ROOM, TENANT } from "./running-mock.ts";

export interface Fault {
  name: string;
  issues: number[];
  /** Whether an operation's example request meets it. */
  meets?: (request: ExampleRequest) => boolean;
  /** A call that shows it. */
  path: string;
  init: RequestInit;
  /** Whether its process ends of it, or goes on and leaves the call without a response. */
  isDeadly: boolean;
}

export const FAULTS: Fault[] = [
  {
    name: "a list of names in a path ends the process",
    issues: [2289, 2710],
    meets: ({ path }) => Object.values(path).some(Array.isArray),
    path: `${ROOM}/users/dmitri,lena`,
    init: { method: "DELETE" },
    isDeadly: true,
  },
  {
    name: "a form with a name that has no quotes ends the process",
    issues: [2672],
    path: `${TENANT}/chatfiles`,
    init: {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      body: "--b\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nx\r\n--b--\r\n",
    },
    isDeadly: true,
  },
  {
    name: "JSON that does not parse gets no response",
    issues: [2664],
    path: `${ROOM}/users`,
    init: { method: "POST", headers: { "content-type": "application/json" }, body: "{" },
    isDeadly: false,
  },
];
