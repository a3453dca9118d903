import { type Journey, type JourneyContext, journey } from "../../journey.ts";
import { assertBetween, assertEqual } from "../assertions.ts";
import { registerUsers } from "../fixtures.ts";
import type { Space } from "./space.ts";

const HOUR_MS = 3_600_000;

/** The calls of one group or room. */
interface MuteList {
  mute(username: string, durationMs: number): Promise<unknown>;
  unmute(username: string): Promise<unknown>;
  list(): Promise<{ data: { user: string; expire: number }[] }>;
  muteAll(): Promise<{ data: { mute: boolean } }>;
  unmuteAll(): Promise<unknown>;
  /** Whether everyone is muted, where the details say so. */
  isMuted(): Promise<boolean | undefined>;
  /** Asserts that a user cannot be muted. */
  assertRefused(username: string, durationMs: number): Promise<void>;
}

interface Definition extends Pick<Journey, "name" | "tags"> {
  space: Space;
  calls(context: JourneyContext, id: string): MuteList;
  /** Whether the owner cannot be muted either. */
  sparesOwner: boolean;
}

/** Who may not write, one by one or all at once. */
export function muteListJourney({ space, calls, sparesOwner, ...definition }: Definition): Journey {
  return journey({
    ...definition,
    cleanup: space.cleanup,
    async run(context) {
      const { step, whenStateful } = context;
      const [ada, farah, lena] = await registerUsers(context, "ada", "farah", "lena");
      const muteList = calls(context, await space.create(context, { owner: ada, members: [farah] }));

      const before = Date.now();
      await step("farah is muted for an hour", () => muteList.mute(farah, HOUR_MS));
      const { data: listed } = await step("the mute list is read", () => muteList.list());
      await whenStateful("farah is on it, for about an hour", async () => {
        const users = listed.map(({ user }) => user);
        assertEqual("who is muted", users, [farah]);
        assertBetween("the end of it", listed[0]?.expire ?? 0, before + HOUR_MS / 2, before + 2 * HOUR_MS);
      });
      await whenStateful(`who is not in the ${space.noun} cannot be muted`, () =>
        muteList.assertRefused(lena, HOUR_MS),
      );
      if (sparesOwner) await whenStateful("nor can the owner", () => muteList.assertRefused(ada, HOUR_MS));
      await step("farah may write again", () => muteList.unmute(farah));

      const silence = await step(`the whole ${space.noun} is muted`, () => muteList.muteAll());
      await whenStateful(`the ${space.noun} is muted, and nobody is on the list`, async () => {
        assertEqual("the response", silence.data, { mute: true });
        assertEqual("whether it is muted", (await muteList.isMuted()) ?? true, true);
        assertEqual("the mute list", (await muteList.list()).data, []);
      });
      await step(`the ${space.noun} may write again`, () => muteList.unmuteAll());
      await whenStateful(`the ${space.noun} is not muted any more`, async () => {
        assertEqual("whether it is muted", (await muteList.isMuted()) ?? false, false);
      });
    },
  });
}
