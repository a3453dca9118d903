import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { received, roomOf, text, waited } from "./support.ts";

const toGroup = ({ chat }: RuleContext, from: string, to: string[], msg: string) =>
  chat.sendChatgroupMessage({ body: { from, to, ...text(msg) } });
const toRoom = ({ chat }: RuleContext, from: string, to: string[], msg: string) =>
  chat.sendChatroomMessage({ body: { from, to, ...text(msg) } });

rule("chatgroup-messages/members", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  for (const name of ["ada", "ben"]) await context.app.device(name, "web");
  await toGroup(context, "ada", [group], "Hi");
  expect(await received(context, "ben")).toEqual(["Hi"]);
  expect(await received(context, "ada")).toEqual([]);
  expect(await waited(context, "chloe")).toBe(1);
  await context.app.device("chloe", "web");
  expect(await received(context, "chloe")).toEqual(["Hi"]);
});

rule("chatgroup-messages/joined-later", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe");
  for (const name of ["ben", "chloe"]) await context.app.device(name, "web");
  await toGroup(context, "ada", [group], "one");
  await context.chat.addChatgroupMember({ path: { group_id: group, username: "chloe" } });
  await context.chat.removeChatgroupMembers({ path: { group_id: group, username: ["ben"] } });
  await toGroup(context, "ada", [group], "two");
  expect(await received(context, "chloe")).toEqual(["two"]);
  expect(await received(context, "ben")).toEqual(["one"]);
  await context.chat.deleteChatgroup({ path: { group_id: group }, confirm: true });
  expect(await received(context, "chloe")).toEqual(["two"]);
});

rule("chatgroup-messages/one-id", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  const other = (await context.chat.createChatgroup({ body: { owner: "ada" } })).data.groupid;
  for (const name of ["ben", "chloe"]) await context.app.device(name, "web");
  const { data } = await toGroup(context, "ada", [group, other], "Hi");
  expect(new Set(Object.values(data)).size).toBe(2);
  for (const name of ["ben", "chloe"]) expect(await context.app.inbox(name)).toMatchObject([{ id: data[group] }]);
});

rule("chatgroup-messages/absent", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await context.refusal(toGroup(context, "ada", [group, "1"], "Hi"))).toBe("ServiceResourceNotFound");
  const room = (await context.chat.createChatroom({ body: { name: "R", description: "", maxusers: 9, owner: "ada" } }))
    .data.id;
  expect(await context.refusal(toGroup(context, "ada", [room], "Hi"))).toBe("ServiceResourceNotFound");
  expect(await waited(context, "ben")).toBe(0);
});

rule("chatgroup-messages/stranger", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe");
  const path = { group_id: group };
  await context.chat.muteChatgroupMembers({ path, body: { usernames: ["ben"], mute_duration: 60_000 } });
  await context.chat.muteAllChatgroupMembers({ path });
  for (const name of ["ben", "chloe", "nobody"]) await toGroup(context, name, [group], name);
  expect(await waited(context, "ada")).toBe(3);
});

rule("chatgroup-messages/muted", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.setGlobalMute({ body: { username: "ada", groupchat: -1 } });
  expect(await context.refusal(toGroup(context, "ada", [group], "Hi"))).toBe("SenderSilenced");
  expect(await context.refusal(toGroup(context, "ben", [group], "Hi"))).toMatch(/^answered/);
});

rule("chatroom-messages/present", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  await context.app.device("ben", "web");
  await toRoom(context, "ada", [room], "Hi");
  await context.app.device("chloe", "web");
  expect(await received(context, "ben")).toEqual(["Hi"]);
  expect(await received(context, "chloe")).toEqual([]);
  expect(await waited(context, "chloe")).toBe(0);
});

rule("chatroom-messages/absent", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.app.device("ben", "web");
  expect(await context.refusal(toRoom(context, "ada", [room, "1"], "Hi"))).toBe("ServiceResourceNotFound");
  expect(await received(context, "ben")).toEqual([]);
});

rule("chatroom-messages/muted", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.muteChatroomMembers({
    path: { chatroom_id: room },
    body: { usernames: ["ben"], mute_duration: 60_000 },
  });
  expect(await context.refusal(toRoom(context, "ben", [room], "Hi"))).toMatch(/^answered/);
  await context.chat.setGlobalMute({ body: { username: "ben", chatroom: 60 } });
  expect(await context.refusal(toRoom(context, "ben", [room], "Hi"))).toBe("SenderSilenced");
});

rule(
  "chatgroup-messages/rate",
  async (context) => {
    await context.register("ada");
    const open = async () => (await context.chat.createChatgroup({ body: { owner: "ada" } })).data.groupid;
    const groups = [await open(), await open(), await open()];
    for (let time = 0; time < 6; time++) await toGroup(context, "ada", groups, "Hi");
    expect(await context.refusal(toGroup(context, "ada", groups, "Hi"))).toBe("TooManyMessages");
    await toGroup(context, "ada", groups.slice(1), "Hi");
    expect(await context.refusal(toGroup(context, "ada", groups.slice(2), "Hi"))).toBe("TooManyMessages");
    context.pass(1000);
    await toGroup(context, "ada", groups, "Hi");
  },
  { rateLimits: true },
);

rule(
  "chatroom-messages/rate",
  async (context) => {
    await context.register("ada");
    const body = { name: "R", description: "", owner: "ada" };
    const open = async () => (await context.chat.createChatroom({ body })).data.id;
    const rooms = await Promise.all(Array.from({ length: 10 }, open));
    for (let time = 0; time < 10; time++) await toRoom(context, "ada", rooms, "Hi");
    expect(await context.refusal(toRoom(context, "ada", rooms.slice(9), "Hi"))).toBe("TooManyMessages");
    context.pass(1000);
    await toRoom(context, "ada", rooms, "Hi");
  },
  { rateLimits: true },
);

const toMembers = ({ chat }: RuleContext, to: string, users: string[]) =>
  chat.sendChatgroupMemberMessage({ body: { from: "ada", to: [to], users, ...text("torches") } });
const toPresent = ({ chat }: RuleContext, to: string, users: string[]) =>
  chat.sendChatroomMemberMessage({ body: { from: "ada", to: [to], users, ...text("band") } });

rule("member-messages/group", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await context.register("dmitri");
  for (const name of ["ben", "chloe", "dmitri"]) await context.app.device(name, "web");
  await toMembers(context, group, ["ben", "dmitri"]);
  expect(await received(context, "ben")).toEqual(["torches"]);
  expect(await received(context, "chloe")).toEqual([]);
  expect(await received(context, "dmitri")).toEqual([]);
});

rule("member-messages/group-absent", async (context) => {
  expect(await context.refusal(toMembers(context, "1", ["ben"]))).toBe("ServiceResourceNotFound");
});

rule("member-messages/room", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe", "dmitri");
  for (const name of ["ben", "chloe"]) await context.app.device(name, "web");
  await toPresent(context, room, ["ben", "dmitri"]);
  await context.app.device("dmitri", "web");
  expect(await received(context, "ben")).toEqual(["band"]);
  for (const name of ["chloe", "dmitri"]) expect(await received(context, name)).toEqual([]);
});

rule("member-messages/room-absent", async (context) => {
  expect(await context.refusal(toPresent(context, "1", ["ben"]))).toBe("ServiceResourceNotFound");
});
