import { type Journey, type JourneyContext, journey } from "../../journey.ts";
import { assertEqual, assertExcludes, assertIncludes } from "../assertions.ts";
import { registerUsers } from "../fixtures.ts";
import { resultFor, type UserResult } from "../responses.ts";
import type { Space } from "./space.ts";

/** The calls of one group or room. */
interface AllowList {
  add(username: string): Promise<unknown>;
  addAll(usernames: string[]): Promise<{ data: UserResult | UserResult[] }>;
  list(): Promise<{ data: string[] }>;
  remove(usernames: string[]): Promise<unknown>;
  /** Asserts that somebody who is not a member cannot be added alone. */
  assertRefused(username: string): Promise<void>;
}

interface Definition extends Pick<Journey, "name" | "tags"> {
  space: Space;
  calls(context: JourneyContext, id: string): AllowList;
}

/** Who may write while everyone else is muted. */
export function allowListJourney({ space, calls, ...definition }: Definition): Journey {
  return journey({
    ...definition,
    cleanup: space.cleanup,
    async run(context) {
      const { step, whenStateful } = context;
      const [ada, ben, chloe, lena] = await registerUsers(context, "ada", "ben", "chloe", "lena");
      const id = await space.create(context, { owner: ada, members: [ben, chloe] });
      const allowList = calls(context, id);

      await step("ben is put on the list", () => allowList.add(ben));
      const added = await step(`so are chloe and one who is not in the ${space.noun}`, () =>
        allowList.addAll([chloe, lena]),
      );
      const listed = await step("the list is read", () => allowList.list());
      await whenStateful("the members are on it, the other is not", async () => {
        assertEqual("what became of chloe", resultFor(chloe, added.data), true);
        assertEqual("what became of lena", resultFor(lena, added.data), false);
        assertIncludes("the list", listed.data, ben, chloe);
        assertExcludes("the list", listed.data, lena);
      });
      await whenStateful(`alone, who is not in the ${space.noun} is refused`, () => allowList.assertRefused(lena));

      await step("ben and chloe are taken off", () => allowList.remove([ben, chloe]));
      await whenStateful("neither is on it any more", async () => {
        assertExcludes("the list", (await allowList.list()).data, ben, chloe);
      });
    },
  });
}
