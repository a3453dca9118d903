import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { received, text, write } from "./support.ts";

const toBen = { from: "ada", to: "ben", chat_type: "chat" as const };
const recall = ({ chat }: RuleContext, msg_id: string, force = false) =>
  chat.recallMessage({ body: { ...toBen, msg_id, force } });

rule("recall/taken-back", async (context) => {
  const { chat, register, app } = context;
  await register("ada", "ben");
  await app.device("ben", "web");
  const { entities } = await chat.uploadFile({ body: { file: new File(["x"], "a.txt") } });
  const file_uuid = entities[0]?.uuid ?? "";
  const url = `${app.baseUrl}/${app.org}/${app.app}/chatfiles/${file_uuid}`;
  const body = { from: "ada", to: ["ben"], type: "file" as const, body: { url, filename: "a.txt" } };
  const { data } = await chat.sendUserMessage({ body });
  expect((await recall(context, data["ben"] ?? "")) as object).toMatchObject({ data: { recalled: "yes", to: "ben" } });
  expect(await received(context, "ben")).toEqual([]);
  expect(await context.refusal(chat.downloadFile({ path: { file_uuid } }))).toBe("FileUnknown");
  expect(await context.rows()).not.toHaveProperty("due");
});

rule("recall/window", async (context) => {
  await context.register("ada", "ben");
  const [one, two] = [await write(context, "ada", "ben", "one"), await write(context, "ada", "ben", "two")];
  context.pass(120_000);
  expect(await context.refusal(recall(context, one))).toMatch(/^answered/);
  context.pass(1);
  expect(await context.refusal(recall(context, two))).toBe("RecallTooLate");
  expect(await context.refusal(recall(context, two, true))).toMatch(/^answered/);
});

rule("recall/twice", async (context) => {
  await context.register("ada", "ben");
  const id = await write(context, "ada", "ben", "one");
  await recall(context, id);
  expect(await context.refusal(recall(context, id, true))).toBe("RecalledMessageNotFound");
  expect(await context.refusal(recall(context, "17"))).toBe("RecalledMessageNotFound");
  expect(await context.refusal(recall(context, "17", true))).toMatch(/^answered/);
});

rule("recall/target", async (context) => {
  await context.register("ada", "ben", "chloe");
  const msg_id = await write(context, "ada", "ben", "one");
  const call = context.chat.recallMessage({ body: { ...toBen, to: "chloe", msg_id } });
  expect(await context.refusal(call)).toBe("RecallTargetNotFound");
  expect(await context.refusal(recall(context, msg_id))).toMatch(/^answered/);
});

rule("recall-batch/each", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const body = { from: "ada", to: [group], ...text("Hi") };
  const id = (await context.chat.sendChatgroupMessage({ body })).data[group] ?? "";
  const inGroup = { msg_id: id, to: group, chat_type: "groupchat" as const };
  const { data } = await context.chat.recallMessageBatch({ body: { msgs: [{ ...toBen, msg_id: "17" }, inGroup] } });
  expect(data.map(({ msg_id, recalled }) => [msg_id, recalled])).toEqual([
    ["17", "not_found msg"],
    [id, "yes"],
  ]);
});

rule("recall-old/shapes", async (context) => {
  await context.register("ada", "ben");
  const message = async () => ({ ...toBen, msg_id: await write(context, "ada", "ben", "one") });
  const [one, two, three] = [await message(), await message(), await message()];
  const result = ({ msg_id }: { msg_id: string }) => ({ msg_id, recalled: "yes" });
  expect(await context.chat.recallMessages({ body: { msgs: [one] } })).toEqual({ msgs: [result(one)] });
  expect(await context.chat.recallMessages({ body: { msgs: two } })).toEqual({ msgs: [result(two)] });
  expect(await context.chat.recallMessages({ body: three })).toMatchObject({ data: result(three) });
});

const edit = ({ chat }: RuleContext, msg_id: string, msg: string, more: object = {}) =>
  chat.updateMessage({ path: { msg_id }, body: { user: "ada", new_msg: { type: "txt", msg }, ...more } });

rule("message-edit/content", async (context) => {
  await context.register("ada", "ben");
  await context.app.device("ben", "web");
  const id = await write(context, "ada", "ben", "one");
  const [before] = await context.app.inbox("ben");
  await write(context, "ada", "ben", "two");
  context.pass(1000);
  await edit(context, id, "uno");
  expect(await received(context, "ben")).toEqual(["uno", "two"]);
  expect((await context.app.inbox("ben"))[0]).toEqual({ ...before, body: { msg: "uno" }, edits: 1 });
});

rule("message-edit/ext", async (context) => {
  await context.register("ada", "ben");
  await context.app.device("ben", "web");
  const body = { from: "ada", to: ["ben"], ...text("one"), ext: { a: 1, b: 2 } };
  const id = (await context.chat.sendUserMessage({ body })).data["ben"] ?? "";
  const ext = async () => (await context.app.inbox("ben"))[0]?.ext;
  await edit(context, id, "uno", { new_ext: { b: 3, c: 4 } });
  expect(await ext()).toEqual({ a: 1, b: 3, c: 4 });
  await edit(context, id, "uno");
  expect(await ext()).toEqual({ a: 1, b: 3, c: 4 });
  await edit(context, id, "uno", { new_ext: { d: 5 }, is_combine_ext: false });
  expect(await ext()).toEqual({ d: 5 });
});

rule("message-edit/kind", async (context) => {
  await context.register("ada", "ben");
  const body = { from: "ada", to: ["ben"], type: "cmd" as const, body: { action: "x" } };
  const id = (await context.chat.sendUserMessage({ body })).data["ben"] ?? "";
  expect(await context.refusal(edit(context, id, "x"))).toBe("MessageTypeNotEditable");
  const msg_id = await write(context, "ada", "ben", "one");
  const custom = { new_msg: { type: "custom" as const, customEvent: "run" } };
  const call = context.chat.updateMessage({ path: { msg_id }, body: custom });
  expect(await context.refusal(call)).toBe("MessageTypeNotEditable");
});

rule("message-edit/often", async (context) => {
  await context.register("ada", "ben");
  const id = await write(context, "ada", "ben", "0");
  for (let count = 1; count <= 10; count++) await edit(context, id, String(count));
  expect(await context.refusal(edit(context, id, "11"))).toBe("MessageEditedTooOften");
});

rule("message-edit/unknown", async (context) => {
  await context.register("ada", "ben");
  const id = await write(context, "ada", "ben", "one");
  await recall(context, id);
  expect(await context.refusal(edit(context, id, "x"))).toBe("MessageUnavailable");
  expect(await context.refusal(edit(context, "17", "x"))).toBe("MessageUnavailable");
});
