import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const create = async ({ chat }: RuleContext, ...names: string[]) => {
  for (const name of names) await chat.createPushLabel({ body: { name } });
};
const get = async ({ chat }: RuleContext, label_name: string) =>
  (await chat.getPushLabel({ path: { label_name } })).data;
const add = async ({ chat }: RuleContext, label_name: string, ...usernames: string[]) =>
  (await chat.addPushLabelUsers({ path: { label_name }, body: { usernames } })).data;
const remove = async ({ chat }: RuleContext, label_name: string, ...usernames: string[]) =>
  (await chat.removePushLabelUsers({ path: { label_name }, body: { usernames } })).data;
const usersOf = async ({ chat }: RuleContext, label_name: string) =>
  (await chat.listPushLabelUsers({ path: { label_name } })).data.map(({ username }) => username);
const drop = ({ chat }: RuleContext, label_name: string) =>
  chat.deletePushLabel({ path: { label_name }, confirm: true });

rule("push-labels/newest", async (context) => {
  await create(context, "a", "b", "c");
  expect((await context.chat.listPushLabels()).data.map(({ name }) => name)).toEqual(["c", "b", "a"]);
});

rule("push-labels/pages", async (context) => {
  await create(context, "a", "b", "c");
  const first = await context.chat.listPushLabels({ query: { limit: 2 } });
  const { cursor = "" } = first;
  const last = await context.chat.listPushLabels({ query: { limit: 2, cursor } });
  expect(first.data.map(({ name }) => name)).toEqual(["c", "b"]);
  expect(last.data.map(({ name }) => name)).toEqual(["a"]);
  expect(last.cursor).toBeUndefined();
});

rule("push-labels/create", async (context) => {
  const { data } = await context.chat.createPushLabel({ body: { name: "Early-Birds", description: "D" } });
  expect(data).toEqual({ name: "Early-Birds", description: "D", createdAt: data.createdAt });
  expect(await get(context, "early-birds")).toEqual({ ...data, count: 0 });
});

rule("push-labels/taken", async (context) => {
  await create(context, "early-birds");
  expect(await context.refusal(create(context, "Early-Birds"))).toBe("PushLabelFieldRefused");
});

rule("push-labels/most", async (context) => {
  await create(context, ...Array.from({ length: 100 }, (_, index) => `label-${index}`));
  expect(await context.refusal(create(context, "one-more"))).toBe("PushLimitReached");
  await drop(context, "label-0");
  await create(context, "one-more");
});

rule("push-labels/count", async (context) => {
  await context.register("ada", "ben", "chloe");
  await create(context, "early");
  await add(context, "early", "ada", "ben", "chloe");
  expect((await get(context, "early")).count).toBe(3);
  await remove(context, "early", "ben");
  expect((await get(context, "early")).count).toBe(2);
  await context.chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect((await get(context, "early")).count).toBe(1);
});

rule("push-labels/unknown", async (context) => {
  expect(await context.refusal(get(context, "early"))).toBe("PushLabelNotFound");
});

rule("push-labels/delete", async (context) => {
  await context.register("ada");
  await create(context, "early");
  await add(context, "early", "ada");
  expect((await drop(context, "early")).data).toBe("success");
  expect(await context.rows()).toEqual({ tokens: 1, users: 1 });
  await create(context, "early");
  expect(await usersOf(context, "early")).toEqual([]);
});

rule("push-labels/delete-unknown", async (context) => {
  expect(await context.refusal(drop(context, "early"))).toBe("PushLabelNotFound");
});

rule("push-label-users/list", async (context) => {
  await context.register("ada", "ben", "chloe");
  await create(context, "early");
  await add(context, "early", "chloe", "ada");
  await add(context, "early", "ben");
  expect(await usersOf(context, "early")).toEqual(["chloe", "ada", "ben"]);
  const path = { label_name: "early" };
  const { cursor = "" } = await context.chat.listPushLabelUsers({ path, query: { limit: 2 } });
  const last = await context.chat.listPushLabelUsers({ path, query: { limit: 2, cursor } });
  expect(last.data).toMatchObject([{ username: "ben" }]);
  expect(last.cursor).toBeUndefined();
});

rule("push-label-users/list-unknown", async (context) => {
  expect(await context.refusal(usersOf(context, "early"))).toBe("PushLabelNotFound");
});

rule("push-label-users/add", async (context) => {
  await context.register("ada");
  await create(context, "early");
  expect(await add(context, "Early", "nobody", "ada")).toEqual({
    success: ["ada"],
    fail: { nobody: "appUser not exists" },
  });
  expect(await usersOf(context, "early")).toEqual(["ada"]);
});

rule("push-label-users/again", async (context) => {
  await context.register("ada");
  await create(context, "early");
  await add(context, "early", "ada");
  const path = { label_name: "early", member: "ada" };
  const before = (await context.chat.getPushLabelUser({ path })).data;
  context.pass(1000);
  expect(await add(context, "early", "ada")).toEqual({ success: ["ada"], fail: {} });
  expect((await context.chat.getPushLabelUser({ path })).data).toEqual(before);
});

rule("push-label-users/add-unknown", async (context) => {
  await context.register("ada");
  expect(await context.refusal(add(context, "early", "ada"))).toBe("PushLabelNotFound");
});

rule("push-label-users/remove", async (context) => {
  await context.register("ada", "ben");
  await create(context, "early");
  await add(context, "early", "ada", "ben");
  expect(await remove(context, "early", "ben", "nobody")).toEqual({
    success: ["ben"],
    fail: { nobody: "appUser not exists" },
  });
  expect(await usersOf(context, "early")).toEqual(["ada"]);
});

rule("push-label-users/not-labelled", async (context) => {
  await context.register("ada");
  await create(context, "early");
  expect(await remove(context, "early", "ada")).toEqual({ success: ["ada"], fail: {} });
});

rule("push-label-users/remove-unknown", async (context) => {
  await context.register("ada");
  expect(await context.refusal(remove(context, "early", "ada"))).toBe("PushLabelNotFound");
});

rule("push-label-users/get", async (context) => {
  await context.register("ada", "ben");
  await create(context, "early");
  await add(context, "early", "ada");
  const { data, timestamp } = await context.chat.getPushLabelUser({ path: { label_name: "early", member: "ada" } });
  expect(data).toEqual({ username: "ada", created: timestamp });
  for (const member of ["ben", "nobody"]) {
    expect((await context.chat.getPushLabelUser({ path: { label_name: "early", member } })).data).toEqual({});
  }
});

rule("push-label-users/get-unknown", async (context) => {
  const call = context.chat.getPushLabelUser({ path: { label_name: "early", member: "ada" } });
  expect(await context.refusal(call)).toBe("PushLabelNotFound");
});
