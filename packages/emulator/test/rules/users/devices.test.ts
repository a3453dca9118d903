import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { waited, write } from "../messages/support.ts";

const list = async ({ chat }: RuleContext, username: string) =>
  (await chat.listUserDevices({ path: { username } })).data.map(({ res }) => ({ res }));
const disconnect = ({ chat }: RuleContext, username: string, resource: string) =>
  chat.disconnectUserDevice({ path: { username, resource } });

rule("devices/list", async (context) => {
  await context.register("ada");
  expect(await list(context, "ada")).toEqual([]);
  const phone = await context.app.device("ada", "phone");
  await context.app.device("ada", "web");
  expect(await list(context, "ada")).toEqual([{ res: "phone" }, { res: "web" }]);
  await phone.logOut();
  expect(await list(context, "ada")).toEqual([{ res: "web" }]);
});

rule("devices/list-unknown", async (context) => {
  expect(await context.refusal(list(context, "ada"))).toBe("ServiceResourceNotFound");
});

rule("devices/disconnect", async (context) => {
  await context.register("ada");
  for (const resource of ["phone", "web"]) await context.app.device("ada", resource);
  expect((await disconnect(context, "ada", "phone")).data).toEqual({ result: true });
  expect(await list(context, "ada")).toEqual([{ res: "web" }]);
  await context.app.device("ada", "phone");
  expect(await list(context, "ada")).toHaveLength(2);
});

rule("devices/disconnect-absent", async (context) => {
  await context.register("ada");
  await context.app.device("ada", "web");
  expect((await disconnect(context, "ada", "phone")).data).toEqual({ result: true });
  expect(await list(context, "ada")).toEqual([{ res: "web" }]);
});

rule("devices/disconnect-unknown", async (context) => {
  expect(await context.refusal(disconnect(context, "ada", "phone"))).toBe("ServiceResourceNotFound");
});

const status = async ({ chat }: RuleContext, username: string, msg_id: string) =>
  (await chat.getOfflineMessageStatus({ path: { username, msg_id } })).data;

rule("offline-messages/count", async (context) => {
  await context.register("ada", "ben");
  await write(context, "ada", "ben", "one");
  const two = await write(context, "ada", "ben", "two");
  expect(await waited(context, "ben")).toBe(2);
  await context.app.device("ben", "web");
  await write(context, "ada", "ben", "three");
  expect(await waited(context, "ben")).toBe(2);
  const body = { msg_id: two, from: "ada", to: "ben", chat_type: "chat" as const };
  await context.chat.recallMessage({ body });
  expect(await waited(context, "ben")).toBe(1);
});

rule("offline-messages/count-unknown", async (context) => {
  expect(await context.refusal(waited(context, "ben"))).toBe("ServiceResourceNotFound");
});

rule("offline-messages/status", async (context) => {
  await context.register("ada", "ben");
  const id = await write(context, "ada", "ben", "one");
  expect(await status(context, "ben", id)).toEqual({ [id]: "undelivered" });
  await context.app.device("ben", "web");
  expect(await status(context, "ben", id)).toEqual({ [id]: "delivered" });
});

rule("offline-messages/status-unknown", async (context) => {
  await context.register("ada", "ben", "chloe");
  const id = await write(context, "ada", "ben", "one");
  expect(await status(context, "chloe", id)).toEqual({});
  expect(await status(context, "ben", "1")).toEqual({});
});

rule("offline-messages/status-stranger", async (context) => {
  expect(await context.refusal(status(context, "ben", "1"))).toBe("ServiceResourceNotFound");
});
