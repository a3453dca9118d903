/** Why one of several names could not be acted on, as responses say it. */
import { texts } from "../generated/description.ts";
import type { Channel } from "../world/entities.ts";
import { fill } from "../world/text.ts";

const REASONS = {
  group: {
    members: texts.ChatgroupMemberResult,
    allowList: texts.ChatgroupAllowlistResult,
    blocklist: texts.ChatgroupBlocklistResult,
  },
  room: {
    members: texts.ChatroomMemberResult,
    allowList: texts.ChatroomAllowlistResult,
    blocklist: texts.ChatroomBlocklistResult,
  },
} as const;

export type ListName = keyof (typeof REASONS)["group"];

/** Why nothing is done about someone who is not in a channel, or not on its list. */
export function strangerReason({ kind, id }: Channel, list: ListName, username: string): string {
  return fill(REASONS[kind][list].stranger, { id, username });
}

/** Why nothing is done about the owner of a channel. */
export function ownerReason({ kind }: Channel, list: "members" | "blocklist"): string {
  return REASONS[kind][list].owner;
}
