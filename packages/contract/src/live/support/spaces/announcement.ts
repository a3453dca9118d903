import { type Journey, type JourneyContext, journey } from "../../journey.ts";
import { assertEqual } from "../assertions.ts";
import { registerUsers } from "../fixtures.ts";
import type { Space } from "./space.ts";

/** The calls of one group or room. */
interface Announcement {
  get(): Promise<{ data: { announcement: string } }>;
  set(announcement: string): Promise<unknown>;
  /** Removes the group or room, and takes it off the ledger. */
  removeSpace(): Promise<void>;
  /** Asserts that the group or room is not found. */
  assertGone(): Promise<void>;
}

interface Definition extends Pick<Journey, "name" | "tags"> {
  space: Space;
  /** What is announced, one after the other. */
  texts: string[];
  calls(context: JourneyContext, id: string): Announcement;
}

/** The text that a group or room shows to its members. */
export function announcementJourney({ space, texts, calls, ...definition }: Definition): Journey {
  return journey({
    ...definition,
    cleanup: space.cleanup,
    async run(context) {
      const { step, whenStateful } = context;
      const [ada] = await registerUsers(context, "ada");
      const announcement = calls(context, await space.create(context, { owner: ada }));
      const read = async () => (await announcement.get()).data.announcement;

      await whenStateful(`a new ${space.noun} announces nothing`, async () => {
        assertEqual("the announcement", await read(), "");
      });
      for (const text of texts) {
        await step("the announcement is set", () => announcement.set(text));
        const found = await step("the announcement is read", read);
        await whenStateful("it is the text that was set", async () => {
          assertEqual("the announcement", found, text);
        });
      }

      await step(`the ${space.noun} is removed`, () => announcement.removeSpace());
      await whenStateful("so is its announcement", () => announcement.assertGone());
    },
  });
}
