import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

type Chat = RuleContext["chat"];
const pair = (owner_username: string, friend_username: string) => ({ path: { owner_username, friend_username } });
const contactsOf = async (chat: Chat, owner_username: string) =>
  (await chat.listContacts({ path: { owner_username } })).data;
const crowd = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

async function registerMany({ register }: Pick<RuleContext, "register">, names: string[]): Promise<void> {
  for (let begin = 0; begin < names.length; begin += 60) await register(...names.slice(begin, begin + 60));
}

rule("contacts/both-ways", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  expect(await contactsOf(chat, "ada")).toEqual(["ben"]);
  expect(await contactsOf(chat, "ben")).toEqual(["ada"]);
});

rule("contacts/add-unknown", async ({ chat, register, refusal }) => {
  await register("ada");
  expect(await refusal(chat.addContact(pair("ada", "nobody")))).toBe("ServiceResourceNotFound");
  expect(await refusal(chat.addContact(pair("nobody", "ada")))).toBe("ServiceResourceNotFound");
});

rule("contacts/again", async ({ chat, register }) => {
  await register("ada", "ben");
  for (const call of [pair("ada", "ben"), pair("ada", "ben"), pair("ben", "ada")]) await chat.addContact(call);
  expect(await contactsOf(chat, "ada")).toEqual(["ben"]);
});

rule(
  "contacts/quota",
  async ({ chat, register, refusal }) => {
    const others = crowd(101);
    await registerMany({ register }, ["ada", ...others]);
    for (const other of others.slice(0, 100)) await chat.addContact(pair("ada", other));
    expect(await refusal(chat.addContact(pair("ada", "user100")))).toBe("TooManyContacts");
    expect(await contactsOf(chat, "user100")).toEqual([]);
  },
  { plan: "free" },
);

rule(
  "contacts/quota-friend",
  async ({ chat, register, refusal }) => {
    const others = crowd(101);
    await registerMany({ register }, ["ada", ...others]);
    for (const other of others.slice(0, 100)) await chat.addContact(pair("ada", other));
    expect(await refusal(chat.addContact(pair("user100", "ada")))).toBe("TooManyContactsOfFriend");
  },
  { plan: "free" },
);

rule("contacts/oneself", async ({ chat, register, refusal }) => {
  await register("ada");
  expect(await refusal(chat.addContact(pair("ada", "Ada")))).toBe("IllegalArgument");
});

rule("contacts/remove", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  await chat.setContactRemark({ ...pair("ada", "ben"), body: { remark: "B." } });
  for (let time = 0; time < 2; time++) {
    expect((await chat.removeContact(pair("ben", "ada"))).entities).toMatchObject([{ username: "ada" }]);
    expect(await contactsOf(chat, "ada")).toEqual([]);
  }
  await chat.addContact(pair("ada", "ben"));
  const page = await chat.listContactsByPage({ path: { username: "ada" }, query: { needReturnRemark: true } });
  expect(page.data.contacts).toEqual([{ username: "ben", remark: null }]);
});

rule("contacts/remove-unknown", async ({ chat, register, refusal }) => {
  await register("ada");
  expect(await refusal(chat.removeContact(pair("ada", "nobody")))).toBe("ServiceResourceNotFound");
});

rule("contacts/remark", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  for (const remark of ["first", "second"]) await chat.setContactRemark({ ...pair("ada", "ben"), body: { remark } });
  const remarks = async (username: string) =>
    (await chat.listContactsByPage({ path: { username }, query: { needReturnRemark: true } })).data.contacts;
  expect(await remarks("ada")).toEqual([{ username: "ben", remark: "second" }]);
  expect(await remarks("ben")).toEqual([{ username: "ada", remark: null }]);
});

rule("contacts/remark-stranger", async ({ chat, register, refusal }) => {
  await register("ada", "ben");
  const call = chat.setContactRemark({ ...pair("ada", "ben"), body: { remark: "who?" } });
  expect(await refusal(call)).toBe("RemarkAboutStranger");
});

rule("contacts/newest", async ({ chat, register }) => {
  await register("ada", "zoe", "ben", "max");
  for (const friend of ["zoe", "ben", "max"]) await chat.addContact(pair("ada", friend));
  expect(await contactsOf(chat, "ada")).toEqual(["max", "ben", "zoe"]);
});

rule("contacts/blocked-stay", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  await chat.blockUsers({ path: { owner_username: "ada" }, body: { usernames: ["ben"] } });
  expect(await contactsOf(chat, "ada")).toEqual(["ben"]);
});

rule("contacts/list-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listContacts({ path: { owner_username: "ada" } }))).toBe("ServiceResourceNotFound");
});

rule("contacts/pages", async ({ chat, register }) => {
  await register("ada", "b", "c", "d");
  for (const friend of ["b", "c", "d"]) await chat.addContact(pair("ada", friend));
  const read = (cursor?: string) =>
    chat.listContactsByPage({ path: { username: "ada" }, query: { limit: 2, ...(cursor && { cursor }) } });
  const first = await read();
  const second = await read(first.cursor);
  expect(first.data.contacts.map(({ username }) => username)).toEqual(["d", "c"]);
  expect(second.data.contacts.map(({ username }) => username)).toEqual(["b"]);
  expect(second).not.toHaveProperty("cursor");
});

rule("contacts/remarks-on-demand", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  await chat.setContactRemark({ ...pair("ada", "ben"), body: { remark: "B." } });
  const read = async (needReturnRemark: boolean) =>
    (await chat.listContactsByPage({ path: { username: "ada" }, query: { needReturnRemark } })).data.contacts;
  expect(await read(false)).toEqual([{ username: "ben", remark: null }]);
  expect(await read(true)).toEqual([{ username: "ben", remark: "B." }]);
});

rule("contacts/page-too-large", async ({ chat, register, refusal }) => {
  await register("ada");
  const call = chat.listContactsByPage({ path: { username: "ada" }, query: { limit: 51 } });
  expect(await refusal(call)).toBe("ContactPageTooLarge");
});

const blocklist = { path: { owner_username: "ada" } };
const blockedBy = async (chat: Chat, owner_username: string) =>
  (await chat.listBlockedUsers({ path: { owner_username } })).data;

rule("user-blocklist/one-way", async ({ chat, register }) => {
  await register("ada", "ben", "ivan");
  await chat.addContact(pair("ada", "ben"));
  await chat.blockUsers({ ...blocklist, body: { usernames: ["ivan", "ben"] } });
  expect((await chat.blockUsers({ ...blocklist, body: { usernames: ["ivan"] } })).data).toEqual(["ivan"]);
  expect(await blockedBy(chat, "ada")).toEqual(["ben", "ivan"]);
  expect(await blockedBy(chat, "ben")).toEqual([]);
});

rule("user-blocklist/unknown", async ({ chat, register, refusal }) => {
  await register("ada", "ben");
  const call = chat.blockUsers({ ...blocklist, body: { usernames: ["ben", "nobody"] } });
  expect(await refusal(call)).toBe("ServiceResourceNotFound");
  expect(await blockedBy(chat, "ada")).toEqual([]);
});

rule("user-blocklist/full", async ({ chat, register, refusal }) => {
  const others = crowd(501);
  await registerMany({ register }, ["ada", ...others]);
  for (let begin = 0; begin < 500; begin += 50) {
    await chat.blockUsers({ ...blocklist, body: { usernames: others.slice(begin, begin + 50) } });
  }
  expect(await refusal(chat.blockUsers({ ...blocklist, body: { usernames: ["user500"] } }))).toBe(
    "TooManyBlockedUsers",
  );
  expect(await blockedBy(chat, "ada")).toHaveLength(500);
});

rule("user-blocklist/newest", async ({ chat, register }) => {
  await register("ada", "ben", "ivan");
  for (const name of ["ivan", "ben"]) await chat.blockUsers({ ...blocklist, body: { usernames: [name] } });
  expect(await blockedBy(chat, "ada")).toEqual(["ben", "ivan"]);
});

rule("user-blocklist/unpaged", async ({ chat, register }) => {
  const others = crowd(60);
  await registerMany({ register }, ["ada", ...others]);
  for (const part of [others.slice(0, 50), others.slice(50)]) {
    await chat.blockUsers({ ...blocklist, body: { usernames: part } });
  }
  const all = await chat.listBlockedUsers(blocklist);
  expect(all.data).toHaveLength(60);
  expect(all).not.toHaveProperty("cursor");
});

rule("user-blocklist/pages", async ({ chat, register }) => {
  const others = crowd(60);
  await registerMany({ register }, ["ada", ...others]);
  for (const part of [others.slice(0, 50), others.slice(50)]) {
    await chat.blockUsers({ ...blocklist, body: { usernames: part } });
  }
  const first = await chat.listBlockedUsers({ ...blocklist, query: { pageSize: 400 } });
  expect(first.data).toHaveLength(50);
  const second = await chat.listBlockedUsers({ ...blocklist, query: { pageSize: 50, cursor: first.cursor ?? "" } });
  expect(second.data).toEqual(others.slice(0, 10).reverse());
  expect(second).not.toHaveProperty("cursor");
});

rule("user-blocklist/unblock", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.addContact(pair("ada", "ben"));
  await chat.blockUsers({ ...blocklist, body: { usernames: ["ben"] } });
  for (let time = 0; time < 2; time++) {
    const call = { path: { owner_username: "ada", blocked_username: "ben" } };
    expect((await chat.unblockUser(call)).entities).toMatchObject([{ username: "ben" }]);
    expect(await blockedBy(chat, "ada")).toEqual([]);
  }
  expect(await contactsOf(chat, "ada")).toEqual(["ben"]);
});
