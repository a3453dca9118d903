/** How clients come into chat rooms, and leave them: groups are joined by calls of the API. */
import { create } from "@bufbuild/protobuf";
import { findChannel, joinedChannels } from "../domain/channel.ts";
import { addMember, isMember, memberCount, removeMember } from "../domain/membership.ts";
import { isMuted } from "../domain/moderation.ts";
import { type MUCBody, MUCBodySchema, MUCBody_Operation as Operation } from "../generated/realtime/event_pb.ts";
import type { Meta } from "../generated/realtime/sync_pb.ts";
import { appKeyOf, CHANNELS_HOST } from "../world/address.ts";
import type { Channel } from "../world/entities.ts";
import { Refusal } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import type { Context } from "./chat.ts";
import { decode } from "./decode.ts";
import type { Refused } from "./frames.ts";
import { roomRefused } from "./refusals.ts";

/** Lets a user into a room or out of it. @returns the answer */
export async function takeRoom(context: Context, meta: Meta): Promise<Uint8Array> {
  const { app, frames, seat } = context;
  const request = decode(MUCBodySchema, meta.payload) ?? create(MUCBodySchema);
  const id = request.mucId?.name ?? "";
  const {
    now: timestamp,
    serial,
    status,
    body,
  } = await app
    .call((world) => ({ now: world.now, serial: world.ids.message(), status: {}, body: run(world, context, request) }))
    .catch((error: unknown) => refusedRoom(context, error, id));
  const metas = body ? [frames.meta("MUC", seat, serial, body)] : [];
  return frames.answer(meta.id, status, { id: serial, timestamp, metas });
}

async function refusedRoom({ app, seat }: Context, error: unknown, id: string) {
  if (!(error instanceof Refusal)) throw error;
  const status: Partial<Refused> = roomRefused(error.refusal, id, seat.user);
  return app.call((world) => ({ now: world.now, serial: world.ids.message(), status, body: undefined }));
}

/** @throws Refusal */
function run(world: World, { seat }: Context, request: MUCBody): Record<string, unknown> {
  const { user } = seat;
  world.actor = seat;
  const room = findChannel(world, "room", request.mucId?.name ?? "");
  if (request.operation === Operation.LEAVE) {
    removeMember(world, room, user);
  } else {
    if (request.leaveOtherRooms) leaveOthers(world, room, user);
    if (!isMember(world, room, user)) addMember(world, room, user, request.ext || undefined);
  }
  return {
    mucId: { appKey: appKeyOf(world.app), name: room.id, domain: CHANNELS_HOST },
    operation: request.operation === Operation.LEAVE ? "LEAVE" : "JOIN",
    ...{ from: { name: user }, isChatroom: true },
    status: { errorCode: "OK", chatroomInfo: JSON.stringify({ [user]: infoOf(world, room, user) }) },
  };
}

function leaveOthers(world: World, { id }: Channel, user: string): void {
  const others = joinedChannels(world, "room", user).filter((room) => room.id !== id && room.owner !== user);
  for (const room of others) removeMember(world, room, user);
}

/** What a client shows of a room, and of its user there. */
function infoOf(world: World, room: Channel, user: string): Record<string, unknown> {
  const until = isMuted(world, room, user) ? world.muted.get(room.id, user)?.until : -1;
  return {
    ...{ is_all_mute: room.mute, create_timestamp: room.created, member_count: memberCount(world, room) },
    is_in_white_list: world.allowed.has(room.id, user),
    // By its name a duration; clients show it as the time when the mute ends.
    mute_duration: until,
  };
}
