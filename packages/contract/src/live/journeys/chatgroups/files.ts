import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { bytesOf, sampleFile } from "../../support/files.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Files that the members of a chat group share. */
export const chatgroupFiles = journey({
  name: "chatgroup-files",
  tags: ["Chat group files"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteChatgroupFile"],
  async run(context) {
    const { chat, step, remembers, made, removed } = context;
    const [ada] = await people(context, "ada");
    const group_id = await openChatgroup(context, { owner: ada });
    const { file, bytes } = sampleFile("route.gpx");

    const { data: stored } = await step("a file is shared", () =>
      chat.uploadChatgroupFile({ path: { group_id }, body: { file } }),
    );
    const path = { group_id, file_id: stored.file_id };
    await made({ undo: "deleteChatgroupFile", path });
    const files = await step("the files are listed", () => chat.listChatgroupFiles({ path: { group_id } }));
    const received = await step("it is downloaded", async () => bytesOf(await chat.downloadChatgroupFile({ path })));
    await remembers("it is listed, and came back byte for byte", async () => {
      const listed = files.data.map(({ file_id, file_size }) => ({ file_id, file_size }));
      equal("the files", listed, [{ file_id: stored.file_id, file_size: file.size }]);
      equal("the name", stored.file_name.toLowerCase(), file.name);
      equal("the bytes", received, bytes);
    });

    await step("it is deleted", () => chat.deleteChatgroupFile({ path }));
    await removed({ undo: "deleteChatgroupFile", path });
    await remembers("it is gone", async () => {
      equal("the files", (await chat.listChatgroupFiles({ path: { group_id } })).data, []);
      const outcome = await chat.downloadChatgroupFile.safe({ path });
      refused(outcome, "service_resource_not_found", "RestGroupFeignException");
    });
  },
});
