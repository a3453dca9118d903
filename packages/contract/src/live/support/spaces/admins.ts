import { type Journey, type JourneyContext, journey } from "../../journey.ts";
import { assertEqual, assertIncludes } from "../assertions.ts";
import { registerUsers } from "../fixtures.ts";
import type { Space } from "./space.ts";

/** The calls of one group or room. */
interface Admins {
  add(username: string): Promise<unknown>;
  remove(username: string): Promise<unknown>;
  list(): Promise<{ data: string[] }>;
  /** The usernames of the members. */
  members(): Promise<string[]>;
  /** Asserts that somebody who is not a member cannot become an admin. */
  assertRefused(username: string): Promise<void>;
}

interface Definition extends Pick<Journey, "name" | "tags"> {
  space: Space;
  calls(context: JourneyContext, id: string): Admins;
}

/** Whom the owner trusts. */
export function adminsJourney({ space, calls, ...definition }: Definition): Journey {
  return journey({
    ...definition,
    cleanup: space.cleanup,
    async run(context) {
      const { step, whenStateful } = context;
      const [ada, ben, lena] = await registerUsers(context, "ada", "ben", "lena");
      const admins = calls(context, await space.create(context, { owner: ada, members: [ben] }));

      await step("ben becomes an admin", () => admins.add(ben));
      const listed = await step("the admins are listed", () => admins.list());
      await whenStateful("ben is the only one; the owner is none", async () => {
        assertEqual("the admins", listed.data, [ben]);
      });
      await whenStateful(`who is not in the ${space.noun} cannot become one`, () => admins.assertRefused(lena));

      await step("ben is an ordinary member again", () => admins.remove(ben));
      await whenStateful(`there are no admins, and ben is still in the ${space.noun}`, async () => {
        assertEqual("the admins", (await admins.list()).data, []);
        assertIncludes("the members", await admins.members(), ben);
      });
    },
  });
}
