/** What lists of group members and of room members have in common. */
import type { components } from "@agora-chat-openapi/spec";
import type { Channel, Member } from "../../world/entities.ts";
import type { Placed } from "../../world/rows.ts";
import type { World } from "../../world/world.ts";
import { cursorAt, numberedPage, placeOf } from "../page.ts";

type Affiliation = components["schemas"]["Affiliation"];

export interface MemberQuery {
  pagenum: number;
  pagesize: number;
  version?: "v3";
  limit?: number;
  cursor?: string;
  sort?: "asc" | "desc";
  joined_time: boolean;
}

export interface MemberPage {
  data: (Affiliation | string)[];
  cursor?: string;
}

/** A person by role: the owner under `owner`, everyone else under `member`. */
export function affiliation({ owner }: Channel, { user, joined }: Member, hasTime: boolean): Affiliation {
  const time = hasTime ? { joined_time: joined } : {};
  return owner === user ? { owner: user, ...time } : { member: user, ...time };
}

/** The people of a channel, last to join first. */
export function affiliations(world: World, channel: Channel, hasTime: boolean): Affiliation[] {
  const members = world.members.by("channel", channel.id).newest(Number.POSITIVE_INFINITY);
  return members.map((member) => affiliation(channel, member, hasTime));
}

/**
 * A page of a channel's people: by number, or by cursor where the query asks for that.
 * @param numbered in which order numbered pages come
 */
export function memberPage(
  world: World,
  channel: Channel,
  query: MemberQuery,
  numbered: "newest" | "oldest",
): MemberPage {
  const { version, limit, cursor, pagenum, pagesize, joined_time: hasTime } = query;
  if (version !== undefined || limit !== undefined || cursor !== undefined) return pageByCursor(world, channel, query);
  const rows = world.members.by("channel", channel.id)[numbered](...numberedPage(pagenum, pagesize));
  return { data: rows.map((member) => affiliation(channel, member, hasTime)) };
}

function pageByCursor(world: World, channel: Channel, query: MemberQuery): MemberPage {
  // The web SDK prints what it does not have.
  const cursor = query.cursor === "undefined" ? "" : query.cursor;
  const { version, limit = query.pagesize, sort = "desc", joined_time: hasTime } = query;
  const rows = world.members.by("channel", channel.id);
  // One more tells whether another page follows; the owner may take a place without being shown.
  const most = limit + 2;
  const found =
    sort === "asc"
      ? rows.after(!cursor ? 0 : placeOf(cursor), most)
      : rows.before(!cursor ? Number.POSITIVE_INFINITY : placeOf(cursor), most);
  const shown = version === "v3" ? found.filter(({ row }) => row.user !== channel.owner) : found;
  const page = shown.slice(0, limit);
  const data = page.map(({ row }) => (version === "v3" ? row.user : affiliation(channel, row, hasTime)));
  return { data, ...nextOf(page, shown.length > limit) };
}

function nextOf(page: Placed<Member>[], hasMore: boolean): { cursor?: string } {
  const last = page.at(-1);
  return hasMore && last ? { cursor: cursorAt(last.place) } : {};
}
