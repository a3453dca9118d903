import { beforeEach, expect, test } from "vitest";
import { createChannel, setDisabled, setMuteAll } from "../../src/domain/channel.ts";
import { block, unblock } from "../../src/domain/contact.ts";
import { findUser } from "../../src/domain/find-user.ts";
import { setGlobalMute } from "../../src/domain/global-mute.ts";
import { removeMember } from "../../src/domain/membership.ts";
import { allow, muteMembers, promote } from "../../src/domain/moderation.ts";
import { silenceIn, silenceTo } from "../../src/domain/speaking.ts";
import { ban, register } from "../../src/domain/user.ts";
import type { ChannelKind } from "../../src/world/entities.ts";
import { World } from "../../src/world/world.ts";

let world: World;
let time = 1000;
const kinds = ["group", "room"] as const;

beforeEach(() => {
  world = new World({ clock: () => time, freeze: true });
  for (const username of ["owner", "admin", "allowed", "member", "stranger"]) register(world, { username });
});

function channelOf(kind: ChannelKind) {
  const texts = { name: "", description: "", avatar: "", custom: "" };
  const switches = { public: true, membersonly: false, allowinvites: false, inviteNeedConfirm: false };
  const people = ["admin", "allowed", "member"];
  const channel = createChannel(world, kind, "owner", people, { ...texts, ...switches, maxusers: 200 });
  promote(world, channel, "admin");
  allow(world, channel, "allowed");
  return channel.id;
}

/** Who may speak in a channel, and why the others may not. */
function silences(id: string) {
  const channel = world.channels.get(id);
  if (!channel) throw new Error(`no channel ${id}`);
  const people = ["owner", "admin", "allowed", "member", "stranger"];
  return Object.fromEntries(people.map((username) => [username, silenceIn(world, channel, username)]));
}
const change = (id: string, act: (channel: Parameters<typeof setMuteAll>[1]) => void) => {
  const channel = world.channels.get(id);
  if (channel) act(channel);
};
const ALL = { owner: undefined, admin: undefined, allowed: undefined, member: undefined, stranger: "not-a-member" };

test.each(kinds)("in a %s everyone who is in may speak", (kind) => {
  expect(silences(channelOf(kind))).toEqual(ALL);
});

test.each(kinds)("in a %s that is muted, those with a role and those on the allow list may", (kind) => {
  const id = channelOf(kind);
  change(id, (channel) => setMuteAll(world, channel, true));
  expect(silences(id)).toEqual({ ...ALL, member: "all-muted" });
});

test.each(kinds)("in a %s a mute of one's own weighs more than the allow list, and ends by the clock", (kind) => {
  const id = channelOf(kind);
  change(id, (channel) => setMuteAll(world, channel, true));
  change(id, (channel) => muteMembers(world, channel, ["allowed", "admin"], 500));
  expect(silences(id)).toEqual({ ...ALL, admin: "muted", allowed: "muted", member: "all-muted" });
  time += 500;
  world.run(() => expect(silences(id)).toEqual({ ...ALL, member: "all-muted" }));
});

test("nobody speaks in a banned group", () => {
  const id = channelOf("group");
  change(id, (channel) => setDisabled(world, channel, true));
  expect(new Set(Object.values(silences(id)))).toEqual(new Set(["disabled"]));
});

test.each(kinds)("whoever was removed from a %s no longer speaks in it", (kind) => {
  const id = channelOf(kind);
  change(id, (channel) => removeMember(world, channel, "allowed"));
  expect(silences(id)).toEqual({ ...ALL, allowed: "not-a-member" });
});

test("a global mute holds in its own kind of chat alone, for everyone", () => {
  const [group, room] = [channelOf("group"), channelOf("room")];
  setGlobalMute(world, findUser(world, "owner"), { groupchat: 60 });
  expect(silences(group)).toEqual({ ...ALL, owner: "muted-everywhere" });
  expect(silences(room)).toEqual(ALL);
  expect(silenceTo(world, "member", "owner")).toBeUndefined();
  setGlobalMute(world, findUser(world, "owner"), { groupchat: 0, chat: -1 });
  expect(silences(group)).toEqual(ALL);
  expect(silenceTo(world, "member", "owner")).toBe("muted-everywhere");
});

test("a block works one way", () => {
  const [member, stranger] = [findUser(world, "member"), findUser(world, "stranger")];
  block(world, member, [stranger]);
  expect(silenceTo(world, "member", "stranger")).toBe("blocked");
  expect(silenceTo(world, "stranger", "member")).toBeUndefined();
  unblock(world, member, stranger);
  expect(silenceTo(world, "member", "stranger")).toBeUndefined();
});

test("a banned user speaks nowhere", () => {
  const id = channelOf("group");
  ban(world, findUser(world, "member"));
  expect(silences(id)).toEqual({ ...ALL, member: "banned" });
  expect(silenceTo(world, "owner", "member")).toBe("banned");
});
