/** Users whom journeys need. */
import type { JourneyContext } from "../journey.ts";

/** Registers one user for each word. @returns their usernames, in the same order */
export async function people<const Words extends readonly string[]>(
  { chat, name, step, made }: JourneyContext,
  ...words: Words
): Promise<{ [Index in keyof Words]: string }> {
  const usernames = words.map((word) => name(word));
  for (const username of usernames) await made({ undo: "deleteUser", path: { username } });
  const body = usernames.map((username) => ({ username }));
  await step(`${words.join(" and ")} register`, () => chat.createUsers({ body }));
  return usernames as { [Index in keyof Words]: string };
}
