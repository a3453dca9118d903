import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { createChatgroup, registerUsers, sampleFile } from "../../support/fixtures.ts";
import { bytesOf } from "../../support/responses.ts";

/** Files that the members of a chat group share. */
export const chatgroupFiles = journey({
  name: "chatgroups/files",
  tags: ["Chat group files"],
  cleanup: ["deleteUser", "deleteChatgroup", "deleteChatgroupFile"],
  async run(context) {
    const { chat, step, whenStateful, created, removed } = context;
    const [ada] = await registerUsers(context, "ada");
    const group_id = await createChatgroup(context, { owner: ada });
    const { file, bytes } = sampleFile("route.gpx");

    const { data: stored } = await step("a file is shared", () =>
      chat.uploadChatgroupFile({ path: { group_id }, body: { file } }),
    );
    const path = { group_id, file_id: stored.file_id };
    await created({ operationId: "deleteChatgroupFile", path });
    const files = await step("the files are listed", () => chat.listChatgroupFiles({ path: { group_id } }));
    const received = await step("it is downloaded", async () => bytesOf(await chat.downloadChatgroupFile({ path })));
    await whenStateful("it is listed, and came back byte for byte", async () => {
      const listed = files.data.map(({ file_id, file_size }) => ({ file_id, file_size }));
      assertEqual("the files", listed, [{ file_id: stored.file_id, file_size: file.size }]);
      assertEqual("the name", stored.file_name.toLowerCase(), file.name);
      assertEqual("the bytes", received, bytes);
    });

    await step("it is deleted", () => chat.deleteChatgroupFile({ path }));
    await removed({ operationId: "deleteChatgroupFile", path });
    await whenStateful("it is gone", async () => {
      assertEqual("the files", (await chat.listChatgroupFiles({ path: { group_id } })).data, []);
      const outcome = await chat.downloadChatgroupFile.safe({ path });
      assertError(outcome, "service_resource_not_found", "RestGroupFeignException");
    });
  },
});
