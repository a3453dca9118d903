import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";

/** Wordings for the notifications of messages. */
export const pushTemplates = journey({
  name: "push-templates",
  tags: ["Push templates"],
  undoneBy: ["deletePushTemplate"],
  async run({ chat, name, step, remembers, made, removed }) {
    const template = { name: name("new-message"), title_pattern: "From {0}", content_pattern: "{0}: {1}" };
    const path = { name: template.name };

    await made({ undo: "deletePushTemplate", path });
    await step("a template is made", () => chat.createPushTemplate({ body: template }));
    const read = await step("it is read", () => chat.getPushTemplate({ path }));
    await remembers("it is as it was made", async () => {
      const { name, title_pattern, content_pattern } = read.data;
      equal("the template", { name, title_pattern, content_pattern }, template);
    });

    await step("it is deleted", () => chat.deletePushTemplate({ path }));
    await removed({ undo: "deletePushTemplate", path });
    await remembers("it is gone", async () => {
      refused(await chat.getPushTemplate.safe({ path }), "EntityNotFoundException");
    });
  },
});
