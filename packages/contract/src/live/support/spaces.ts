/** Groups and rooms that journeys need. */
import type { JourneyContext } from "../journey.ts";

interface Founders {
  owner: string;
  members?: string[];
}

/** Opens a chat group with these people. @returns its id */
export async function openChatgroup({ chat, name, step, made }: JourneyContext, founders: Founders): Promise<string> {
  const body = { groupname: name("trail-runners"), description: "Weekend runs", public: true, ...founders };
  const { data } = await step("the owner opens a group", () => chat.createChatgroup({ body }));
  await made({ undo: "deleteChatgroup", path: { group_id: data.groupid } });
  return data.groupid;
}

/** Opens a chat room with these people. @returns its id */
export async function openChatroom({ chat, name, step, made }: JourneyContext, founders: Founders): Promise<string> {
  const body = { name: name("launch-party"), description: "Doors open at eight", ...founders };
  const { data } = await step("the owner opens a chat room", () => chat.createChatroom({ body }));
  await made({ undo: "deleteChatroom", path: { chatroom_id: data.id } });
  return data.id;
}

/** The names in a list of people, whatever their roles. */
export function namesOf(people: Person[]): string[] {
  return people.map((person) => (typeof person === "string" ? person : nameOf(person)));
}

function nameOf(person: Exclude<Person, string>): string {
  if ("owner" in person) return person.owner;
  return "admin" in person ? person.admin : person.member;
}

type Person = { owner: string } | { member: string } | { admin: string } | string;

/** What became of one user of those whom an answer tells about. */
export function resultFor(user: string, data: Outcome | Outcome[]): boolean | undefined {
  return [data].flat().find((entry) => entry.user === user)?.result;
}

interface Outcome {
  user: string;
  result: boolean;
}
