/** Reads out of responses what journeys assert. */
import type { FileDownload } from "@agora-chat-openapi/client";

/** All items of a list that comes in pages. */
export async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The bytes of a download. */
export async function bytesOf({ stream }: FileDownload): Promise<number[]> {
  return [...new Uint8Array(await new Response(stream).arrayBuffer())];
}

/** The id of a message that was sent to one receiver. @throws Error when the response has none */
export function messageId({ data }: { data: Record<string, string> }): string {
  const [id] = Object.values(data);
  if (id === undefined) throw new Error("expected the id of the message in data, got none");
  return id;
}

/** One of a list of members, with the role that the list tells, if it tells one. */
type Affiliation = { owner: string } | { admin: string } | { member: string } | string;

/** The usernames in a list of members, whatever their roles. */
export function usernamesOf(affiliations: Affiliation[]): string[] {
  return affiliations.map((affiliation) =>
    typeof affiliation === "string" ? affiliation : (Object.values(affiliation)[0] ?? ""),
  );
}

export interface UserResult {
  user: string;
  result: boolean;
}

/** Whether a call that names several users succeeded for one of them. */
export function resultFor(user: string, data: UserResult | UserResult[]): boolean | undefined {
  return [data].flat().find((entry) => entry.user === user)?.result;
}
