import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { received, roomOf, text, waited } from "./support.ts";

const msg = { type: "txt" as const, msg: "open" };

rule("broadcast-rooms/active", async (context) => {
  const [quiet, active] = [await roomOf(context, "ada", "ben"), await roomOf(context, "chloe", "dmitri")];
  for (const name of ["ben", "dmitri"]) await context.app.device(name, "web");
  await context.chat.sendChatroomMessage({ body: { from: "chloe", to: [active], ...text("first") } });
  await context.chat.broadcastChatroomMessage({ body: { from: "ada", msg } });
  expect(await received(context, "dmitri")).toEqual(["first", "open"]);
  expect(await received(context, "ben")).toEqual([]);
  expect(quiet).not.toBe(active);
});

rule("broadcast-users/all", async (context) => {
  await context.register("ada", "ben", "chloe");
  await context.app.device("ben", "web");
  await context.chat.broadcastMessage({ body: { from: "ada", target_type: "users", msg } });
  await context.register("emi");
  for (const name of ["chloe", "emi"]) await context.app.device(name, "web");
  expect(await received(context, "ben")).toEqual(["open"]);
  expect(await received(context, "chloe")).toEqual(["open"]);
  expect(await received(context, "emi")).toEqual([]);
});

rule("broadcast-online/present", async (context) => {
  await context.register("ada", "ben", "chloe");
  await context.app.device("ben", "web");
  await context.chat.broadcastOnlineMessage({ body: { from: "ada", msg } });
  await context.app.device("chloe", "web");
  expect(await received(context, "ben")).toEqual(["open"]);
  expect(await received(context, "chloe")).toEqual([]);
});

const START = 1_772_445_600_000;
const toAda = ({ chat }: RuleContext, msg_timestamp?: number) =>
  chat.importUserMessage({
    body: { from: "ben", target: "ada", ...text("old"), ...(msg_timestamp !== undefined && { msg_timestamp }) },
  });
const toGroup = ({ chat }: RuleContext, target: string, msg_timestamp?: number) =>
  chat.importChatgroupMessage({
    body: { from: "ben", target, ...text("old"), ...(msg_timestamp !== undefined && { msg_timestamp }) },
  });

rule("import-users/silent", async (context) => {
  await context.register("ada", "ben");
  expect((await toAda(context, START - 1000)).data.msg_id).toMatch(/^\d+$/);
  await context.app.device("ada", "web");
  expect(await received(context, "ada")).toEqual([]);
  expect(await waited(context, "ada")).toBe(0);
});

rule("import-users/order", async (context) => {
  await context.register("ada", "ben");
  await toAda(context, START - 1000);
  expect(await context.refusal(toAda(context, START - 1000))).toBe("IllegalArgument");
  expect(await context.refusal(toAda(context, START + 1))).toBe("IllegalArgument");
  expect(await context.refusal(toAda(context))).toMatch(/^answered/);
});

rule("import-groups/time", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await context.refusal(toGroup(context, group, START - 1))).toBe("IllegalArgument");
  expect(await context.refusal(toGroup(context, group, START))).toMatch(/^answered/);
  expect(await waited(context, "ada")).toBe(0);
});

rule("import-groups/absent", async (context) => {
  expect(await context.refusal(toGroup(context, "1"))).toBe("ServiceResourceNotFound");
});
