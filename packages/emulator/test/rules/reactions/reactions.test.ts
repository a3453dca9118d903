import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { roomOf, text, write } from "../messages/support.ts";

const SHOE = "👟";

const add = async ({ chat }: RuleContext, username: string, msgId: string, message = SHOE) =>
  (await chat.addReaction({ path: { username }, body: { msgId, message } })).data;
const remove = ({ chat }: RuleContext, username: string, msgId: string, message = SHOE) =>
  chat.deleteReaction({ path: { username }, query: { msgId, message } });
const detail = async ({ chat }: RuleContext, msgId: string, page: { limit?: number; cursor?: string } = {}) =>
  (await chat.getReactionDetail({ path: { username: "ada" }, query: { msgId, message: SHOE, ...page } })).data;
const list = async ({ chat }: RuleContext, username: string, ...msgIdList: string[]) =>
  (await chat.listReactions({ path: { username }, query: { msgIdList, msgType: "chat" } })).data;
const emojis = async (context: RuleContext, id: string) =>
  (await list(context, "ada", id)).flatMap(({ reactionList }) => reactionList.map(({ reaction }) => reaction));

async function post(context: RuleContext, ...members: string[]): Promise<{ group: string; id: string }> {
  const group = await groupOf(context, "ada", ...members);
  const { data } = await context.chat.sendChatgroupMessage({ body: { from: "ada", to: [group], ...text("hi") } });
  return { group, id: Object.values(data)[0] ?? "" };
}

async function letter(context: RuleContext, msg = "hi"): Promise<string> {
  return write(context, "ada", "ben", msg);
}

rule("reactions/list", async (context) => {
  await context.register("ada", "ben");
  const [one, two] = [await letter(context), await letter(context)];
  for (const emoji of ["b", "a", "c/d"]) await add(context, "ada", one, emoji);
  await add(context, "ben", one, "c/d");
  await add(context, "ben", two, "z");
  expect((await list(context, "ada", two, one)).map(({ msgId }) => msgId)).toEqual([two, one]);
  expect(await emojis(context, one)).toEqual(["b", "a", "c/d"]);
});

rule("reactions/list-none", async (context) => {
  const { id, group } = await post(context, "ben");
  await add(context, "ben", id);
  const query = { msgIdList: [id, "17"], msgType: "groupchat" as const };
  const inGroup = async (groupId: string) =>
    (await context.chat.listReactions({ path: { username: "ada" }, query: { ...query, groupId } })).data.map(
      ({ reactionList }) => reactionList.length,
    );
  expect(await inGroup(group)).toEqual([1, 0]);
  expect(await inGroup("17")).toEqual([0, 0]);
  expect(await list(context, "ada", id)).toEqual([{ msgId: id, reactionList: [] }]);
});

rule("reactions/list-first", async (context) => {
  const { id, group } = await post(context, "ben", "chloe", "dan");
  for (const username of ["dan", "ada", "chloe", "ben"]) await add(context, username, id);
  const query = { msgIdList: [id], msgType: "groupchat" as const, groupId: group };
  const { data } = await context.chat.listReactions({ path: { username: "ben" }, query });
  expect(data[0]?.reactionList).toMatchObject([{ reaction: SHOE, count: 4, userList: ["dan", "ada", "chloe"] }]);
});

rule("reactions/list-state", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  await add(context, "ben", id);
  expect((await list(context, "ben", id))[0]?.reactionList[0]?.state).toBe(true);
  expect((await list(context, "ada", id))[0]?.reactionList[0]?.state).toBe(false);
});

rule("reactions/list-group", async ({ chat, refusal }) => {
  const call = chat.listReactions({ path: { username: "ada" }, query: { msgIdList: ["1"], msgType: "groupchat" } });
  expect(await refusal(call)).toBe("ReactionGroupMissing");
});

rule("reactions/add", async (context) => {
  const { id, group } = await post(context, "ben");
  const first = await add(context, "ben", id);
  expect(first).toEqual({
    ...{ id: first.id, msgId: id, msgType: "groupchat", groupId: group, reaction: SHOE },
    ...{ createdAt: "2026-03-02T10:00:00.000000Z", updatedAt: "2026-03-02T10:00:00.000000Z" },
  });
  context.pass(1500);
  expect(await add(context, "ada", id)).toEqual({ ...first, updatedAt: "2026-03-02T10:00:01.500000Z" });
  expect(await add(context, "ben", await letter(context))).toMatchObject({ msgType: "chat", groupId: null });
});

rule("reactions/again", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  await add(context, "ben", id);
  expect(await context.refusal(add(context, "ben", id))).toBe("ReactionRepeated");
  await add(context, "ben", id, "another");
});

rule("reactions/most", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  for (let count = 0; count < 20; count++) await add(context, "ada", id, `emoji-${count}`);
  expect(await context.refusal(add(context, "ben", id, "one-more"))).toBe("TooManyReactions");
  await add(context, "ben", id, "emoji-0");
});

rule("reactions/party", async (context) => {
  const { id } = await post(context, "ben");
  await context.register("goran");
  const room = await roomOf(context, "rae");
  const { data } = await context.chat.sendChatroomMessage({ body: { from: "rae", to: [room], ...text("hi") } });
  const written = await letter(context);
  for (const [username, message] of [
    ["goran", id],
    ["goran", written],
    ["rae", data[room] ?? ""],
    ["ada", "17"],
  ] as const) {
    expect([username, await context.refusal(add(context, username, message))]).toEqual([
      username,
      "ReactionUserRefused",
    ]);
  }
  for (const username of ["ada", "ben"]) await add(context, username, written);
  const group = await post(context, "chloe");
  await add(context, "chloe", group.id);
});

rule("reactions/gone", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  await add(context, "ben", id);
  const body = { msg_id: id, from: "ada", to: "ben", chat_type: "chat" as const, force: true };
  await context.chat.recallMessage({ body });
  const rows = await context.rows();
  expect([rows["reactions"], rows["reactionUsers"]]).toEqual([undefined, undefined]);
});

rule("reactions/remove", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  for (let count = 0; count < 20; count++) await add(context, "ada", id, `emoji-${count}`);
  await add(context, "ben", id, "emoji-0");
  await remove(context, "ada", id, "emoji-0");
  expect((await list(context, "ada", id))[0]?.reactionList[0]).toMatchObject({ count: 1, userList: ["ben"] });
  await remove(context, "ben", id, "emoji-0");
  expect(await emojis(context, id)).not.toContain("emoji-0");
  await add(context, "ada", id, "one-more");
  await add(context, "ben", id, "emoji-1");
  await context.chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect(await context.rows()).toMatchObject({ reactions: 1, reactionUsers: 1 });
});

rule("reactions/remove-none", async (context) => {
  await context.register("ada", "ben");
  const id = await letter(context);
  expect(await context.refusal(remove(context, "ben", id))).toBe("ReactionUserRefused");
  await add(context, "ada", id);
  expect(await context.refusal(remove(context, "ben", id))).toBe("ReactionUserRefused");
});

rule("reactions/detail", async (context) => {
  const { id } = await post(context, "ben", "chloe", "dan");
  for (const username of ["dan", "ada", "chloe", "ben"]) await add(context, username, id);
  const first = await detail(context, id, { limit: 3 });
  expect(first).toMatchObject({ count: 4, userCount: 4, state: true, userList: ["dan", "ada", "chloe"] });
  const { cursor, userList } = await detail(context, id, { limit: 3, cursor: first.cursor ?? "" });
  expect([userList, cursor]).toEqual([["ben"], null]);
});

rule("reactions/detail-none", async (context) => {
  await context.register("ada", "ben");
  expect(await context.refusal(detail(context, await letter(context)))).toBe("IllegalArgument");
});
