export { type ChatClient, type ChatClientOptions, createChatClient } from "./client.ts";
export type * from "./generated/api.ts";
export type { TokenSource } from "./token.ts";
