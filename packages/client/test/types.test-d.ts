// Checked by the compiler alone: each expected error is one that a wrong program must get.
import { expectTypeOf } from "vitest";
import {
  type Affiliation,
  ChatApiError,
  ChatError,
  type Chatgroup,
  type ChatgroupListResponse,
  type ChatgroupSummary,
  createChatClient,
  createPathClient,
  type ErrorResponse,
  type FileDownload,
} from "../src/index.ts";

const chat = createChatClient({ host: "a61.chat.agora.io", org: "41117440", app: "383391", token: "t" });

// Options
// @ts-expect-error no token
createChatClient({ host: "a61.chat.agora.io", org: "41117440", app: "383391" });
// @ts-expect-error neither host nor baseUrl
createChatClient({ org: "41117440", app: "383391", token: "t" });
// @ts-expect-error both host and baseUrl
createChatClient({ host: "a61.chat.agora.io", baseUrl: "http://localhost:4010", org: "1", app: "2", token: "t" });

// Paths
const group = { params: { path: { group_id: ["1"] } } };
chat.GET("/chatgroups/{group_id}", group);
// @ts-expect-error organization and app are bound
chat.GET("/{org_name}/{app_name}/chatgroups/{group_id}", group);
// @ts-expect-error no such path
chat.GET("/chatgroup/{group_id}", group);
// @ts-expect-error the path has no such method
chat.POST("/chatgroups/{group_id}", group);

// Parameters
// @ts-expect-error no parameters
chat.GET("/chatgroups/{group_id}");
// @ts-expect-error the path parameter is a list
chat.GET("/chatgroups/{group_id}", { params: { path: { group_id: "1" } } });
// @ts-expect-error no such query parameter
chat.GET("/chatgroups", { params: { query: { pagesize: 1 } } });
// @ts-expect-error a number is wanted
chat.GET("/chatgroups", { params: { query: { limit: "10" } } });

// Bodies
const thread = { params: { path: { thread_id: "1" } } };
chat.POST("/thread/{thread_id}/users", { ...thread, body: { usernames: ["ben"] } });
// @ts-expect-error no body
chat.POST("/thread/{thread_id}/users", thread);
// @ts-expect-error a wrong field
chat.POST("/thread/{thread_id}/users", { ...thread, body: { names: ["ben"] } });
// @ts-expect-error a wrong type
chat.POST("/thread/{thread_id}/users", { ...thread, body: { usernames: "ben" } });
// What has a default may be left out.
chat.POST("/chatgroups", { body: { owner: "ada" } });

// Answers
const { data, error, response } = await chat.GET("/chatgroups/{group_id}", group);
expectTypeOf(data).toExtend<ChatgroupListResponse | undefined>();
expectTypeOf(data).not.toBeAny();
expectTypeOf(error).toEqualTypeOf<ErrorResponse | ChatError | undefined>();
if (data) expectTypeOf(data.data).toEqualTypeOf<Chatgroup[]>();
if (error) {
  expectTypeOf(error.error).toEqualTypeOf<ErrorResponse["error"] | undefined>();
  expectTypeOf(error.error_description).toEqualTypeOf<string | undefined>();
  if (error instanceof ChatError) expectTypeOf(error).toEqualTypeOf<ChatError>();
  else expectTypeOf(error).toEqualTypeOf<ErrorResponse>();
} else {
  expectTypeOf(response).toEqualTypeOf<Response>();
}

// By operation
const members = await chat.listChatroomMembers({
  path: { chatroom_id: "1" },
  query: { pagesize: 50 },
  timeoutMs: 1000,
});
expectTypeOf(members.data).toEqualTypeOf<(Affiliation | string)[]>();
// @ts-expect-error no path parameters
chat.listChatroomMembers();
// @ts-expect-error a number is wanted
chat.listChatroomMembers({ path: { chatroom_id: "1" }, query: { pagesize: "50" } });
// @ts-expect-error no such option
chat.listChatroomMembers({ path: { chatroom_id: "1" }, timeout: 1 });
// @ts-expect-error no such operation
chat.listChatroomPeople;
// @ts-expect-error no body
chat.createChatgroup();
// @ts-expect-error not confirmed
chat.deleteChatgroup({ path: { group_id: "1" } });
// @ts-expect-error only true confirms
chat.deleteChatgroup({ path: { group_id: "1" }, confirm: false });
// @ts-expect-error not paged
chat.deleteChatgroup.items;
// @ts-expect-error takes one name only
chat.addChatroomMember.batch;
chat.listChatgroups();
chat.listChatgroups.items();

// The outcome of safe
const outcome = await chat.createChatgroup.safe({ body: { owner: "ada" } });
if (outcome.error) {
  expectTypeOf(outcome.data).toEqualTypeOf<undefined>();
  if (outcome.error.name === "ChatApiError") {
    expectTypeOf(outcome.error.code).extract<"group_name_violation">().toEqualTypeOf<"group_name_violation">();
    // A code that nobody has documented yet is a code all the same.
    if (outcome.error.code === "brand_new_code") console.log();
    // @ts-expect-error a code is text
    if (outcome.error.code === 7) console.log();
  }
} else {
  expectTypeOf(outcome.data.data.groupid).toEqualTypeOf<string>();
  expectTypeOf(outcome.response).toEqualTypeOf<Response>();
}

// What the description requires of a request stays required where its parts are described apart.
chat.createChatroom({ body: { name: "Launch Party", description: "Doors open at eight", owner: "ada" } });
// @ts-expect-error a room has a name and a description
chat.createChatroom({ body: { owner: "ada" } });

// Errors that are caught
declare const caught: unknown;
if (caught instanceof ChatApiError) {
  expectTypeOf(caught.code).not.toBeAny();
  expectTypeOf(caught.code).toExtend<string | undefined>();
}
if (caught instanceof ChatError) {
  switch (caught.name) {
    case "ChatApiError":
      expectTypeOf(caught.status).toEqualTypeOf<number>();
      break;
    case "ChatTimeoutError":
      expectTypeOf(caught.option).toEqualTypeOf<"timeoutMs" | "idleTimeoutMs" | "deadlineMs">();
      break;
    case "ChatThrottleError":
      expectTypeOf(caught.retryAfterMs).toEqualTypeOf<number>();
      break;
    case "ChatRedirectError":
      expectTypeOf(caught.location).toEqualTypeOf<string | undefined>();
      break;
    default:
      caught.name satisfies
        | "ChatNetworkError"
        | "ChatAbortError"
        | "ChatDecodeError"
        | "ChatTokenError"
        | "ChatHookError";
  }
  expectTypeOf(caught.requestId).toEqualTypeOf<string | undefined>();
  expectTypeOf(caught.response).toEqualTypeOf<Response | undefined>();
}

// Calls that remove much ask for it by path, too.
chat.DELETE("/users", { confirm: true });
chat.DELETE("/chatgroups/{group_id}", { params: { path: { group_id: "1" } }, confirm: true });
chat.DELETE("/chatgroups/{group_id}/users/{username}", { params: { path: { group_id: "1", username: ["ben"] } } });
// @ts-expect-error not confirmed
chat.DELETE("/users");
// @ts-expect-error not confirmed
chat.DELETE("/chatgroups/{group_id}", { params: { path: { group_id: "1" } } });
// @ts-expect-error only true confirms
chat.DELETE("/users", { confirm: false });

// What may be left out may be undefined.
declare const maybe: { number: number | undefined; text: string | undefined; signal: AbortSignal | undefined };
chat.listChatgroups({
  query: { limit: maybe.number, cursor: maybe.text },
  timeoutMs: maybe.number,
  signal: maybe.signal,
});
chat.GET("/chatgroups", { params: { query: { limit: maybe.number } }, headers: { "x-own": maybe.text } });
chat.updateChatgroup({ path: { group_id: "1" }, body: { description: maybe.text } });
chat.setUserAttributes({ path: { username: "ada" }, body: { nickname: maybe.text } });
chat.downloadFile({ path: { file_uuid: "1" }, headers: { "share-secret": maybe.text } });
createPathClient({ appKey: "1#2", host: "x", token: "t", fetch: undefined, hooks: undefined, timeoutMs: maybe.number });
// @ts-expect-error what is needed may not be undefined
chat.getUser({ path: { username: maybe.text } });

// Addresses
createChatClient({ appKey: "41117440#383391", host: "a61.chat.agora.io", token: "t" });
createChatClient({ appId: "970ca35de60c44645bbae8a215061b33", baseUrl: "http://localhost:4010", token: "t" });
// @ts-expect-error both App Key and organization
createChatClient({ appKey: "1#2", org: "1", app: "2", host: "a61.chat.agora.io", token: "t" });
// @ts-expect-error both App Key and App ID
createChatClient({ appKey: "1#2", appId: "3", host: "a61.chat.agora.io", token: "t" });
// @ts-expect-error an organization without an app
createChatClient({ org: "1", host: "a61.chat.agora.io", token: "t" });

// Fetch and its options
createChatClient({ appKey: "1#2", host: "x", token: "t", fetch: globalThis.fetch });
chat.listChatgroups({ cache: "no-store", credentials: "include", keepalive: true });
chat.GET("/chatgroups", { cache: "no-store", middleware: [{ onResponse: ({ response }) => response.clone() }] });
// @ts-expect-error redirects are not followed
chat.GET("/chatgroups", { redirect: "follow" });

// Lists
expectTypeOf(await chat.listChatgroups.toArray({ limit: 10 })).toEqualTypeOf<ChatgroupSummary[]>();
// @ts-expect-error no limit
chat.listChatgroups.toArray();
// @ts-expect-error no limit
chat.listChatroomMembers.toArray({ path: { chatroom_id: "1" } });

// What an upload answers goes into a message.
const picture = await chat.uploadFile({ body: { file: new Blob(["x"]) } });
expectTypeOf(picture.url).toEqualTypeOf<string>();
expectTypeOf(picture.secret).toEqualTypeOf<string | undefined>();
chat.sendUserMessage({
  body: { from: "ada", to: ["ben"], type: "img", body: { url: picture.url, secret: picture.secret } },
});

// Batches
const [chunk] = await chat.addChatroomMembers.batch({ path: { chatroom_id: "1" }, body: { usernames: ["ben"] } });
expectTypeOf(chunk?.items).toEqualTypeOf<string[] | undefined>();
if (chunk?.error?.name === "ChatApiError") expectTypeOf(chunk.error.status).toEqualTypeOf<number>();
else if (chunk?.error) expectTypeOf(chunk.error).not.toHaveProperty("status" as never);

// Files
const file = await chat.downloadFile({ path: { file_uuid: "x" }, headers: { "share-secret": "s" } });
expectTypeOf(file).toEqualTypeOf<FileDownload>();
chat.uploadFile({ body: { file: new Blob(["x"]) } });
chat.uploadFile({ body: { file: { stream: new ReadableStream(), name: "a.bin", size: 1 } } });
// @ts-expect-error text is not a file
chat.uploadFile({ body: { file: "x" } });
const { data: blob } = await chat.GET("/chatfiles/{file_uuid}", { params: { path: { file_uuid: "x" } } });
expectTypeOf(blob).toEqualTypeOf<Blob | undefined>();
const { data: raw } = await chat.GET("/chatgroups", { parseAs: "text" });
expectTypeOf(raw).toEqualTypeOf<string | undefined>();

// Headers beyond those of the operation
chat.listChatgroups({ headers: { prefer: "code=429" } });
chat.downloadFile({ path: { file_uuid: "x" }, headers: { "share-secret": "s", prefer: "code=404" } });
