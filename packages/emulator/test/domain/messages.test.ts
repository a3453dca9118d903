import { describe, expect, test } from "vitest";
import { arrivalsOf } from "../../src/domain/audience.ts";
import { createChannel } from "../../src/domain/channel.ts";
import { logIn, logOut } from "../../src/domain/device.ts";
import { inboxOf } from "../../src/domain/inbox.ts";
import { leave } from "../../src/domain/membership.ts";
import { bar } from "../../src/domain/moderation.ts";
import { recall } from "../../src/domain/recall.ts";
import { sendToChannels, sendToUsers } from "../../src/domain/sending.ts";
import { register } from "../../src/domain/user.ts";
import { DEFAULTS } from "../../src/world/controls.ts";
import { World, type WorldOptions } from "../../src/world/world.ts";

const SETTINGS = {
  ...{ name: "G", description: "", avatar: "", custom: "", maxusers: 9 },
  ...{ public: true, membersonly: false, allowinvites: false, inviteNeedConfirm: false },
};

const draft = (from: string, msg: string) => ({ from, type: "txt" as const, body: { msg } });

function worldOf(options: WorldOptions = {}) {
  const world = new World({ freeze: true, ...options });
  for (const username of ["ada", "ben", "chloe"]) register(world, { username });
  const group = createChannel(world, "group", "ada", ["ben"], SETTINGS);
  return { world, group };
}

/** The same world as it comes back from a store. */
function reopened(world: World): World {
  const rows = [...world.tables].flatMap(([table, { list }]) =>
    [...list.call(world.tables.get(table))].map(({ key, place, row }) => ({ table, key, place, row })),
  );
  const next = new World({ freeze: true });
  next.load(
    rows.sort((one, other) => one.place - other.place),
    world.version + 1,
  );
  return next;
}

const textsOf = (world: World, username: string) => inboxOf(world, username, 9).map(({ body }) => body["msg"]);

test("what was received is the same after the app was opened again, and what comes then is not", () => {
  const { world } = worldOf();
  logIn(world, user("ben"), "web");
  sendToUsers(world, ["ben"], draft("ada", "one"));
  const { ben = "" } = sendToUsers(world, ["ben"], draft("ada", "two"));
  logOut(world, { username: "ben" }, "web");
  recall(world, { id: ben, to: "ben", chatType: "chat", isForced: false });
  const again = reopened(world);
  expect(again.place).toBeGreaterThanOrEqual(again.sessions.by("user", "ben").first()?.until ?? 0);
  sendToUsers(again, ["ben"], draft("ada", "three"));
  expect(textsOf(again, "ben")).toEqual(["one"]);
  expect(arrivalsOf(again, "ben").map(({ delivered }) => delivered)).toEqual([true, false]);
});

test("who leaves a group keeps what they got there, and who comes back misses what came between", () => {
  const { world, group } = worldOf();
  logIn(world, user("ben"), "web");
  sendToChannels(world, "group", [group.id], draft("ada", "one"));
  leave(world, group, "ben");
  sendToChannels(world, "group", [group.id], draft("ada", "two"));
  world.members.put({ channel: group.id, user: "ben", isAdmin: false, joined: 0 });
  sendToChannels(world, "group", [group.id], draft("ada", "three"));
  expect(textsOf(world, "ben")).toEqual(["one", "three"]);
});

describe("where the app is strict", () => {
  test("somebody who is not in the group may not speak", () => {
    const { world, group } = worldOf({ settings: { ...DEFAULTS, strictSending: true } });
    const send = (from: string) => sendToChannels(world, "group", [group.id], draft(from, "Hi"));
    expect(() => send("chloe")).toThrow("SenderSilenced");
    expect(Object.keys(send("ben"))).toEqual([group.id]);
    bar(world, group, "ben");
    expect(() => send("ben")).toThrow("SenderSilenced");
  });

  test("nobody writes to a user who has blocked them", () => {
    const { world } = worldOf({ settings: { ...DEFAULTS, strictSending: true } });
    world.userBlocks.put({ owner: "ben", user: "ada" });
    expect(() => sendToUsers(world, ["chloe", "ben"], draft("ada", "Hi"))).toThrow("SenderSilenced");
    expect(world.messages.size).toBe(0);
  });
});

function user(username: string) {
  return { username, uuid: username, created: 0, modified: 0, activated: true };
}
