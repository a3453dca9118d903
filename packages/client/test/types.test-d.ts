// Checked by the compiler alone: each expected error is one that a wrong program must get.
import { expectTypeOf } from "vitest";
import { type Chatgroup, type ChatgroupListResponse, createChatClient, type ErrorResponse } from "../src/index.ts";

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
