/** Calls that the examples of the description do not lead to. */
import type { Operation } from "@agora-chat-openapi/description";
import { type ExampleRequest, exampleRequest } from "@agora-chat-openapi/description/examples";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { send } from "../support/raw.ts";
import { ask, here, type Sightings } from "./sighting.ts";

/** Changes of example requests, by operation: parts of them that are replaced, fields of the body among them. */
const CHANGES: Readonly<Record<string, readonly Partial<Record<"path" | "query" | "body", object>>[]>> = {
  broadcastMessage: [{ body: { ext: 7 } }, { body: { from: "" } }],
  broadcastOnlineMessage: [{ body: { ext: 7 } }],
  sendUserMessage: [{ body: { from: "" } }],
  sendChatgroupMessage: [{ body: { ext: 7 } }, { body: { from: "" } }],
  sendChatroomMessage: [{ body: { ext: 7 } }, { body: { from: "" } }],
  sendChatgroupMemberMessage: [{ body: { ext: 7 } }],
  sendChatroomMemberMessage: [{ body: { ext: 7 } }],
  sendMessage: [{ body: { target_type: "chatgroups", target: ["1"] } }],
  setChatgroupMemberAttributes: [
    { body: { metaData: { ["k".repeat(17)]: "v" } } },
    { body: { metaData: { role: "v".repeat(513) } } },
  ],
  setChatroomAttributes: [{ body: { metaData: keys(11) } }],
  forceSetChatroomAttributes: [{ body: { metaData: keys(11) } }],
  addChatgroupAdmin: [{ body: { newadmin: "lena" } }],
  createChatgroup: [{ body: { color: "red" } }],
  createChatroom: [{ body: { color: "red" } }],
  getMessageHistory: [{ path: { time: "20260302" } }, { path: { time: "2026030201" } }],
  listPushCertificates: [{ query: { limit: "x" } }],
};

function keys(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
}

function changed(request: ExampleRequest, change: Partial<Record<"path" | "query" | "body", object>>): ExampleRequest {
  return {
    ...request,
    path: { ...request.path, ...change.path },
    query: { ...request.query, ...change.query },
    body: change.body ? { ...(request.body as object), ...change.body } : request.body,
  };
}

export async function changeExamples(sightings: Sightings): Promise<void> {
  const app = await createEmulator().app();
  await app.seed("world");
  for (const operation of here) {
    for (const change of CHANGES[operation.id] ?? []) {
      sightings.note(
        operation,
        await ask(app, operation, changed(exampleRequest(operation), change)),
        "changed example",
      );
    }
  }
}

const find = (id: string) => here.find((operation) => operation.id === id) as Operation;

/** An app that has a client of its own. */
export async function mistakeClients(sightings: Sightings): Promise<void> {
  const tenant = { org: "o", app: "a" };
  const client = { id: "YXA6ExampleClientId", secret: "another" };
  const app = await createEmulator({ auth: "check", apps: [{ ...tenant, client }] }).app(tenant);
  const operation = find("createToken");
  sightings.note(operation, await ask(app, operation, exampleRequest(operation)), "wrong client");
}

/** Somebody who is in as many groups and rooms as a plan allows. */
export async function joinTooMany(sightings: Sightings): Promise<void> {
  const app = await createEmulator().app();
  await app.seed("world");
  for (let count = 0; count < 100; count++) {
    await send(app, "POST", "/chatgroups", { body: { groupname: "g", owner: "lena", public: true, maxusers: 9 } });
    await send(app, "POST", "/chatrooms", { body: { name: "r", description: "r", owner: "lena" } });
  }
  await app.settings({ plan: "free" });
  for (const id of ["addChatgroupMembers", "addChatroomMembers"]) {
    const request = changed(exampleRequest(find(id)), { body: { usernames: ["lena"] } });
    sightings.note(find(id), await ask(app, find(id), request), "joined too many");
  }
}

/** Files whose time is over. */
export async function outliveFiles(sightings: Sightings): Promise<void> {
  const app = await createEmulator().app();
  await app.seed("world");
  await app.clock.advance({ days: 8 });
  for (const id of ["downloadFile", "downloadFileByPost"]) {
    sightings.note(find(id), await ask(app, find(id), exampleRequest(find(id))), "expired file");
  }
}

const SENDING = /^(send(User|Chatgroup|Chatroom|ChatgroupMember|ChatroomMember)?Message|broadcast.*)$/;

/** Senders who are muted everywhere. */
export async function muteSenders(sightings: Sightings): Promise<void> {
  const app = await createEmulator().app();
  await app.seed("world");
  for (const username of ["ada", "chloe"]) {
    await send(app, "POST", "/mutes", { body: { username, chat: -1, groupchat: -1, chatroom: -1 } });
  }
  await noteSending(sightings, app, 1, "muted senders");
}

/** More messages, and more broadcasts in a day, than rates allow. */
export async function sendTooMuch(sightings: Sightings): Promise<void> {
  let time = Date.UTC(2026, 0, 1);
  const app = await createEmulator({ rateLimits: true, clock: () => time }).app();
  await app.seed("world");
  await noteSending(sightings, app, 120, "rate of messages");
  const broadcasts = here.filter(({ id }) => id.startsWith("broadcast"));
  for (const operation of broadcasts) {
    for (let count = 0; count <= 100; count++) {
      time += 7_000;
      const error = await ask(app, operation, exampleRequest(operation));
      sightings.note(operation, error, "rate of a day");
      if (error?.startsWith("TooMany")) break;
      if (error !== undefined) time += 60_000;
    }
  }
}

async function noteSending(sightings: Sightings, app: EmulatedApp, times: number, cause: string): Promise<void> {
  for (const operation of here.filter(({ id }) => SENDING.test(id))) {
    for (let count = 0; count < times; count++) {
      sightings.note(operation, await ask(app, operation, exampleRequest(operation)), cause);
    }
  }
}
