import type { components } from "@agora-chat-openapi/spec";
import {
  changeChannel,
  createChannel,
  deleteChannel,
  findChannels,
  handOver,
  joinedChannels,
  type Settings,
} from "../../domain/channel.ts";
import { findUser } from "../../domain/find-user.ts";
import { memberCount } from "../../domain/membership.ts";
import { unpaged } from "../../generated/description.ts";
import { appKeyOf } from "../../world/address.ts";
import type { Channel } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { handlers, type Input } from "../handlers.ts";
import { newestPage, numberedPage } from "../page.ts";
import { affiliations } from "../shared/members.ts";
import { stored } from "../shared/stored.ts";
import { findRoom } from "./find.ts";

type Change = Exclude<Input<"updateChatroom">["body"], { newowner: string }>;

export const rooms = handlers({
  createChatroom(world, { body }) {
    const { owner, members = [] } = body;
    return { data: { id: createChannel(world, "room", owner, members, settingsOf(body)).id } };
  },
  getChatrooms(world, { path, query }) {
    const found = findChannels(world, "room", path.chatroom_id);
    return { data: found.map((room) => details(world, room, query.joined_time)) };
  },
  updateChatroom(world, { path, body }) {
    const room = findRoom(world, path);
    if ("newowner" in body) handOver(world, room, body.newowner);
    else changeChannel(world, room, changesOf(body));
    return { data: stored(body, { name: "groupname" }) };
  },
  deleteChatroom(world, { path }) {
    deleteChannel(world, findRoom(world, path));
    return { data: { success: true, id: path.chatroom_id } };
  },
  listChatrooms(world, { query }) {
    const { rows, next } = newestPage(world.channels.by("kind", "room"), query);
    return { data: rows.map((room) => summary(world, room)), ...next };
  },
  listJoinedChatrooms(world, { path, query, sent }) {
    const { username } = findUser(world, path.username);
    const isPaged = sent["pagenum"] !== undefined || sent["pagesize"] !== undefined;
    const [limit, skipped] = isPaged ? numberedPage(query.pagenum, query.pagesize) : [unpaged.listJoinedChatrooms, 0];
    const page = joinedChannels(world, "room", username).slice(skipped, skipped + limit);
    return { data: page.map((room) => ({ id: room.id, name: room.name, ...(sent["detail"] && detail(world, room)) })) };
  },
});

/** What the web SDK asks for beside, and reads under names of its own. */
function detail({ app }: World, { name, owner, created, description, maxusers }: Channel) {
  return { title: name, owner: `${appKeyOf(app)}_${owner}`, created, description, max_users: maxusers };
}

function settingsOf(body: Input<"createChatroom">["body"]): Settings {
  return {
    name: body.name ?? "",
    description: body.description ?? "",
    avatar: "",
    custom: body.custom ?? "",
    maxusers: body.maxusers,
    public: true,
    membersonly: false,
    allowinvites: false,
    inviteNeedConfirm: false,
  };
}

function changesOf({ name, description, maxusers, custom }: Change): Partial<Settings> {
  const changes = { name, description, maxusers, custom };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function details(world: World, room: Channel, hasTime: boolean): components["schemas"]["Chatroom"] {
  const { id, name, description, membersonly, allowinvites, maxusers, owner, created, custom, mute } = room;
  return {
    ...{ id, name, description, membersonly, allowinvites, maxusers, owner, created, custom, mute },
    affiliations_count: memberCount(world, room),
    affiliations: affiliations(world, room, hasTime),
    public: room.public,
  };
}

function summary(world: World, room: Channel): components["schemas"]["ChatroomSummary"] {
  const { id, name, owner, disabled } = room;
  return { id, name, owner, affiliations_count: memberCount(world, room), disabled };
}
