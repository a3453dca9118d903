import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";

/** Wordings for the notifications of messages. */
export const pushTemplates = journey({
  name: "push/templates",
  tags: ["Push templates"],
  cleanup: ["deletePushTemplate"],
  async run({ chat, name, step, whenStateful, created, removed }) {
    const template = { name: name("new-message"), title_pattern: "From {0}", content_pattern: "{0}: {1}" };
    const path = { name: template.name };

    await created({ operationId: "deletePushTemplate", path });
    await step("a template is created", () => chat.createPushTemplate({ body: template }));
    const read = await step("it is read", () => chat.getPushTemplate({ path }));
    await whenStateful("it is as it was created", async () => {
      const { name, title_pattern, content_pattern } = read.data;
      assertEqual("the template", { name, title_pattern, content_pattern }, template);
    });

    await step("it is deleted", () => chat.deletePushTemplate({ path }));
    await removed({ operationId: "deletePushTemplate", path });
    await whenStateful("it is gone", async () => {
      assertError(await chat.getPushTemplate.safe({ path }), "EntityNotFoundException");
    });
  },
});
