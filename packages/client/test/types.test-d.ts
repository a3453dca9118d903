// Checked by the compiler alone: each expected error is one that a wrong program must get.
import { expectTypeOf } from "vitest";
import {
  type Affiliation,
  type Chatgroup,
  type ChatgroupListResponse,
  createChatClient,
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
const { data, error } = await chat.GET("/chatgroups/{group_id}", group);
expectTypeOf(data).toExtend<ChatgroupListResponse | undefined>();
expectTypeOf(data).not.toBeAny();
expectTypeOf(error).toEqualTypeOf<ErrorResponse | undefined>();
if (data) expectTypeOf(data.data).toEqualTypeOf<Chatgroup[]>();
if (error) expectTypeOf(error.error).not.toEqualTypeOf<string>();

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
    // @ts-expect-error not a code of this operation
    if (outcome.error.code === "message_recall_error") console.log();
  }
} else {
  expectTypeOf(outcome.data.data.groupid).toEqualTypeOf<string>();
  expectTypeOf(outcome.response).toEqualTypeOf<Response>();
}

// What the description requires of a request stays required where its parts are described apart.
chat.createChatroom({ body: { name: "Launch Party", description: "Doors open at eight", owner: "ada" } });
// @ts-expect-error a room has a name and a description
chat.createChatroom({ body: { owner: "ada" } });

// Batches
const [chunk] = await chat.addChatroomMembers.batch({ path: { chatroom_id: "1" }, body: { usernames: ["ben"] } });
expectTypeOf(chunk?.items).toEqualTypeOf<string[] | undefined>();

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
