/** Does once to a group or room whatever raises a callback. */
import { createChatClient } from "@agora-chat-openapi/client";
import { expect } from "vitest";
import type { EmulatedApp } from "../../src/index.ts";
import { send } from "./raw.ts";

/** ada owns it, ben and chloe and dmitri come in; chloe leaves of her own, dmitri is removed, ben is blocked. */
export async function runChannel(app: EmulatedApp, kind: "group" | "room"): Promise<void> {
  const call = async (method: string, path: string, body?: object, token = "any") => {
    const response = await send(app, method, path, { token, ...(body && { body }) });
    expect(response, `${method} ${path}`).toMatchObject({ status: 200 });
    return response.body["data"] as Record<string, string>;
  };
  const data = await call("POST", `/chat${kind}s`, {
    ...{
      name: "N",
      groupname: "N",
      description: "D",
      public: true,
      maxusers: 10,
      owner: "ada",
      members: ["ben", "chloe"],
    },
  });
  const id = data["groupid"] ?? data["id"] ?? "";
  const at = `/chat${kind}s/${id}`;
  await call("PUT", at, { description: "E" });
  await call("POST", `${at}/users/dmitri`);
  await call("POST", `${at}/announcement`, { announcement: "Hear" });
  await call("POST", `${at}/announcement`, { announcement: "" });
  await call("POST", `${at}/admin`, { newadmin: "ben" });
  await call("DELETE", `${at}/admin/ben`);
  await call("POST", `${at}/white/users/ben`);
  await call("DELETE", `${at}/white/users/ben`);
  await call("POST", `${at}/mute`, { usernames: ["ben"], mute_duration: 60_000 });
  await call("DELETE", `${at}/mute/ben`);
  await call("POST", `${at}/ban`);
  await call("DELETE", `${at}/ban`);
  await call("PUT", `/metadata/chat${kind}/${id}/user/ben`, { metaData: { pace: "easy" }, autoDelete: "NO_DELETE" });
  if (kind === "room") await call("DELETE", `/metadata/chatroom/${id}/user/ben`, { keys: ["pace"] });
  else await shareFile(app, id);
  await call("DELETE", `${at}/users/dmitri`);
  await call("DELETE", `${at}/users/chloe`, undefined, await app.userToken("chloe"));
  await call("POST", `${at}/blocks/users/ben`);
  await call("DELETE", `${at}/blocks/users/ben`);
  await call("POST", `${at}/users/dmitri`);
  await call("PUT", at, { newowner: "dmitri" });
  await call("DELETE", at);
}

async function shareFile(app: EmulatedApp, group_id: string): Promise<void> {
  const chat = createChatClient(app);
  const file = new File(["gpx"], "route.gpx");
  const { data } = await chat.uploadChatgroupFile({ path: { group_id }, body: { file } });
  await chat.deleteChatgroupFile({ path: { group_id, file_id: data.file_id } });
}
