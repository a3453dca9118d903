/** What journeys need before they begin: users, groups, rooms, a file. */
import type { JourneyContext } from "../journey.ts";

/** Registers one user for each word. @returns their usernames, in the same order */
export async function registerUsers<const Words extends readonly string[]>(
  { chat, name, step, created }: JourneyContext,
  ...words: Words
): Promise<{ [Index in keyof Words]: string }> {
  const usernames = words.map((word) => name(word));
  for (const username of usernames) await created({ operationId: "deleteUser", path: { username } });
  const body = usernames.map((username) => ({ username }));
  await step(`${words.join(" and ")} register`, () => chat.createUsers({ body }));
  return usernames as { [Index in keyof Words]: string };
}

interface Membership {
  owner: string;
  members?: string[];
}

/** Creates a chat group. @returns its id */
export async function createChatgroup(
  { chat, name, step, created }: JourneyContext,
  membership: Membership,
): Promise<string> {
  const body = { groupname: name("trail-runners"), description: "Weekend runs", public: true, ...membership };
  const { data } = await step("the owner opens a group", () => chat.createChatgroup({ body }));
  await created({ operationId: "deleteChatgroup", path: { group_id: data.groupid } });
  return data.groupid;
}

/** Creates a chat room. @returns its id */
export async function createChatroom(
  { chat, name, step, created }: JourneyContext,
  membership: Membership,
): Promise<string> {
  const body = { name: name("launch-party"), description: "Doors open at eight", ...membership };
  const { data } = await step("the owner opens a chat room", () => chat.createChatroom({ body }));
  await created({ operationId: "deleteChatroom", path: { chatroom_id: data.id } });
  return data.id;
}

/** A file with every value that a byte can have, several times over. */
export function sampleFile(name: string): { file: File; bytes: number[] } {
  const bytes = Array.from({ length: 4096 }, (_, index) => index % 256);
  return { file: new File([new Uint8Array(bytes)], name, { type: "application/octet-stream" }), bytes };
}
