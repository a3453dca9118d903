// An app that uses the client as apps do: compiled under every way of resolving modules, and run.
import {
  ChatApiError,
  type ChatClient,
  type ChatClientOptions,
  ChatError,
  type ChatgroupSummary,
  createChatClient,
  createPathClient,
  type Hooks,
  type Middleware,
  readHistory,
  type Settled,
} from "@agora-chat-openapi/client";
import { appTokens, buildUserToken, endpointTokens } from "@agora-chat-openapi/client/token";

const credentials = { appId: "0123456789abcdef0123456789abcdef", appCertificate: "fedcba9876543210fedcba9876543210" };
const spans: string[] = [];
const hooks: Hooks = {
  onRequest: ({ operationId, attempt }) => void spans.push(`${operationId} ${attempt}`),
  async onResponse({ status, durationMs }) {
    spans.push(`${status} ${durationMs >= 0}`);
  },
  onRetry: ({ reason }) => void spans.push(typeof reason === "number" ? `${reason}` : reason.name),
};

export function connect(baseUrl: string, options: Partial<ChatClientOptions> = {}): ChatClient {
  const app = { baseUrl, appKey: "41117440#383391" };
  return createChatClient({
    ...app,
    token: appTokens(credentials),
    hooks,
    throttle: true,
    ...options,
  } as ChatClientOptions);
}

/** Registers people, and says who was registered already. */
export async function register(chat: ChatClient, usernames: string[]): Promise<string[]> {
  const known: string[] = [];
  for (const username of usernames) {
    const { error } = await chat.createUsers.safe({ body: { username } });
    if (error?.name === "ChatApiError" && error.code === "duplicate_unique_property_exists") known.push(username);
    else if (error) throw error;
  }
  return known;
}

/** Sends a picture in two lines. */
export async function sendPicture(
  chat: ChatClient,
  from: string,
  to: string[],
  file: Blob,
): Promise<Record<string, string>> {
  const { url, secret } = await chat.uploadFile({ body: { file }, headers: { "restrict-access": true } });
  return (await chat.sendUserMessage({ body: { from, to, type: "img", body: { url, secret } } })).data;
}

export async function invite(chat: ChatClient, chatroom_id: string, usernames: string[]): Promise<string[]> {
  const parts = await chat.addChatroomMembers.batch({ path: { chatroom_id }, body: { usernames }, concurrency: 2 });
  return parts.flatMap(({ items, error }) => (error?.name === "ChatApiError" && error.status === 403 ? items : []));
}

export async function groups(
  chat: ChatClient,
  maybe: { limit?: number | undefined } = {},
): Promise<ChatgroupSummary[]> {
  const first = await chat.listChatgroups.toArray({ limit: 10, query: { limit: maybe.limit } });
  for await (const page of chat.listChatgroups.pages({ maxPages: 1 })) first.push(...page.data);
  return first;
}

export function explain(error: unknown): string {
  if (error instanceof ChatApiError) return `${error.status} ${error.code ?? error.text} ${error.requestId}`;
  if (!(error instanceof ChatError)) return String(error);
  switch (error.name) {
    case "ChatTimeoutError":
      return `${error.option} after ${error.limitMs} ms`;
    case "ChatThrottleError":
      return `come back in ${error.retryAfterMs} ms`;
    case "ChatRedirectError":
      return `moved to ${error.location}`;
    default:
      return `${error.name} ${error.operationId}`;
  }
}

export async function byPath(baseUrl: string): Promise<string> {
  const chat = createPathClient({ baseUrl, appId: credentials.appId, token: "t" });
  const middleware: Middleware = { onResponse: ({ response }) => new Response(response.body, response) };
  chat.use(middleware);
  const path = { chatroom_id: "271830463414273" };
  const { data, error, response } = await chat.GET("/chatrooms/{chatroom_id}/users", { params: { path } });
  if (error) return `${response?.status} ${error.error ?? explain(error)}`;
  return `${response.status} ${data.data.length}`;
}

export async function failing(chat: ChatClient): Promise<string> {
  const outcome: Settled<unknown, string> = await chat.deleteChatgroup.safe({
    path: { group_id: "1" },
    confirm: true,
    headers: { prefer: "code=404" },
  });
  return outcome.error ? explain(outcome.error) : "gone";
}

export async function history(chat: ChatClient, time: string): Promise<string[]> {
  const senders: string[] = [];
  for await (const { from } of readHistory(await chat.getMessageHistory({ path: { time } }))) senders.push(from);
  return senders;
}

export const login = buildUserToken("ada", { ...credentials, validitySeconds: 3600 });
export const grant = { grant_type: "client_credentials", client_id: "i", client_secret: "s" } as const;
export const tokens = endpointTokens({ host: "a61.chat.agora.io", org: "1", app: "2", grant });

export async function main(baseUrl: string): Promise<string> {
  const chat = connect(baseUrl);
  const members = (await invite(chat, "271830463414273", ["ada", "ben"])).length;
  const picture = Object.keys(await sendPicture(chat, "ada", ["ben"], new Blob(["x"]))).length;
  const lists = (await groups(chat)).length > 0;
  const results = [members, picture > 0, lists, await byPath(baseUrl), await failing(chat), spans.length > 0];
  return JSON.stringify([...results, typeof history, typeof register, login.slice(0, 3)]);
}
