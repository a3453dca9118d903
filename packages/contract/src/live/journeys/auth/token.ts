import { journey } from "../../journey.ts";
import { assertError } from "../../support/assertions.ts";

/** Who may call at all: nobody without a token, and nobody with a wrong one. */
export const token = journey({
  name: "auth/token",
  tags: ["Authentication"],
  cleanup: [],
  async run({ chatWithoutToken, chatWithInvalidToken, step, whenStateful }) {
    const query = { limit: 1 };
    await step("a call without a token is refused", async () => {
      assertError(await chatWithoutToken.listChatgroups.safe({ query }), "unauthorized", "auth_bad_access_token");
    });
    await whenStateful("a call with a wrong token is refused", async () => {
      assertError(await chatWithInvalidToken.listChatgroups.safe({ query }), "unauthorized", "auth_bad_access_token");
    });
  },
});
