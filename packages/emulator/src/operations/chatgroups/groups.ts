import type { components } from "@agora-chat-openapi/spec";
import {
  changeChannel,
  createChannel,
  deleteChannel,
  findChannels,
  handOver,
  joinedChannels,
} from "../../domain/channel.ts";
import { findUser } from "../../domain/find-user.ts";
import { memberCount } from "../../domain/membership.ts";
import { appKeyOf } from "../../world/address.ts";
import type { Channel } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { newestPage, numberedPage } from "../page.ts";
import { affiliations } from "../shared/members.ts";
import { stored } from "../shared/stored.ts";
import { findGroup } from "./find.ts";
import { changesOf, settingsOf } from "./settings.ts";

export const groups = handlers({
  createChatgroup(world, { body }) {
    const { owner, members = [] } = body;
    return { data: { groupid: createChannel(world, "group", owner, members, settingsOf(body)).id } };
  },
  getChatgroups(world, { path, query }) {
    const found = findChannels(world, "group", path.group_id);
    return { data: found.map((group) => details(world, group, query.joined_time)) };
  },
  updateChatgroup(world, { path, body }) {
    const group = findGroup(world, path);
    if ("newowner" in body) handOver(world, group, body.newowner);
    else changeChannel(world, group, changesOf(body));
    return { data: stored(body, { name: "groupname", desc: "description" }) };
  },
  deleteChatgroup(world, { path }) {
    deleteChannel(world, findGroup(world, path));
    return { data: { success: true, groupid: path.group_id } };
  },
  listChatgroups(world, { query }) {
    const { rows, next } = newestPage(world.channels.by("kind", "group"), query);
    return { data: rows.map((group) => summary(world, group)), ...next };
  },
  listJoinedChatgroups(world, { path, query }) {
    const { username } = findUser(world, path.username);
    const [limit, skipped] = numberedPage(query.pagenum, query.pagesize);
    const page = joinedChannels(world, "group", username).slice(skipped, skipped + limit);
    return { data: page.map(({ id, name }) => ({ groupid: id, groupname: name })) };
  },
});

function details(world: World, group: Channel, hasTime: boolean): components["schemas"]["Chatgroup"] {
  const { id, name, avatar, description, membersonly, allowinvites, maxusers, owner, created, custom } = group;
  return {
    ...{ id, name, avatar, description, membersonly, allowinvites, maxusers, owner, created, custom },
    mute: group.mute,
    affiliations_count: memberCount(world, group),
    disabled: group.disabled,
    affiliations: affiliations(world, group, hasTime),
    public: group.public,
  };
}

function summary(world: World, group: Channel): components["schemas"]["ChatgroupSummary"] {
  return {
    owner: `${appKeyOf(world.app)}_${group.owner}`,
    groupid: group.id,
    affiliations: memberCount(world, group),
    type: "group",
    lastModified: String(group.modified),
    groupname: group.name,
  };
}
