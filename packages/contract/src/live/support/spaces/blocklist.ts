import { type Journey, type JourneyContext, journey } from "../../journey.ts";
import { assertEqual, assertExcludes } from "../assertions.ts";
import { registerUsers } from "../fixtures.ts";
import { resultFor, type UserResult } from "../responses.ts";
import type { Space } from "./space.ts";

/** The calls of one group or room. */
interface Blocklist {
  add(username: string): Promise<unknown>;
  addAll(usernames: string[]): Promise<{ data: UserResult | UserResult[] }>;
  list(): Promise<{ data: string[] }>;
  remove(usernames: string[]): Promise<unknown>;
  /** The usernames of the members. */
  members(): Promise<string[]>;
  addMember(username: string): Promise<unknown>;
  /** Asserts that the owner cannot be blocked. */
  assertOwnerRefused(owner: string): Promise<void>;
  /** Asserts that somebody who is blocked cannot become a member. */
  assertMemberRefused(username: string): Promise<void>;
}

interface Definition extends Pick<Journey, "name" | "tags"> {
  space: Space;
  calls(context: JourneyContext, id: string): Blocklist;
}

/** Who was thrown out and may not come back. */
export function blocklistJourney({ space, calls, ...definition }: Definition): Journey {
  return journey({
    ...definition,
    cleanup: space.cleanup,
    async run(context) {
      const { step, whenStateful } = context;
      const [ada, goran, ivan, lena] = await registerUsers(context, "ada", "goran", "ivan", "lena");
      const blocklist = calls(context, await space.create(context, { owner: ada, members: [goran, ivan] }));

      await step("goran is blocked", () => blocklist.add(goran));
      const both = await step(`so are ivan and one who is not in the ${space.noun}`, () =>
        blocklist.addAll([ivan, lena]),
      );
      const listed = await step("the list is read", () => blocklist.list());
      await whenStateful(`goran and ivan are on it, and out of the ${space.noun}`, async () => {
        assertEqual("what became of ivan", resultFor(ivan, both.data), true);
        assertEqual("what became of lena", resultFor(lena, both.data), false);
        assertEqual("the list", listed.data.toSorted(), [goran, ivan].toSorted());
        assertExcludes("the members", await blocklist.members(), goran, ivan);
      });
      await whenStateful("the owner cannot be blocked, nor someone blocked be added", async () => {
        await blocklist.assertOwnerRefused(ada);
        await blocklist.assertMemberRefused(goran);
      });

      await step("goran and ivan are unblocked", () => blocklist.remove([goran, ivan]));
      await whenStateful("the list is empty, and goran can be added again", async () => {
        assertEqual("the list", (await blocklist.list()).data, []);
        await blocklist.addMember(goran);
      });
    },
  });
}
