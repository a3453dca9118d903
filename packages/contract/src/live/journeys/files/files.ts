import { randomUUID } from "node:crypto";
import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { sampleFile } from "../../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../../support/optional-step.ts";
import { bytesOf } from "../../support/responses.ts";

/** Files for messages. Nothing removes them: the service drops them after some days. */
export const files = journey({
  name: "files/files",
  tags: ["Files"],
  cleanup: [],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const { file, bytes } = sampleFile(name("route.gpx"));

    const open = await step("a file is stored for everyone", () => chat.uploadFile({ body: { file } }));
    const path = { file_uuid: open.entities[0]?.uuid ?? "" };
    const read = await step("it is downloaded", async () => bytesOf(await chat.downloadFile({ path })));
    await whenStateful("it came back byte for byte", async () => {
      assertEqual("the bytes", read, bytes);
    });

    const posted = await optionalStep(context, "it is downloaded by POST, the older spelling", {
      call: () => chat.downloadFileByPost.safe({ path }),
      isUnavailable: isUnknownPath,
    });
    if (posted) {
      const again = await step("it is read", () => bytesOf(posted));
      await whenStateful("it came back byte for byte, too", async () => {
        assertEqual("the bytes", again, bytes);
      });
    }

    const restricted = await step("a file is stored for those who know its secret", () =>
      chat.uploadFile({ body: { file }, headers: { "restrict-access": true } }),
    );
    const [{ uuid: file_uuid = "", "share-secret": secret = "" } = {}] = restricted.entities;
    const header = await step("it is downloaded with the secret in a header", async () =>
      bytesOf(await chat.downloadFile({ path: { file_uuid }, headers: { "share-secret": secret } })),
    );
    const query = await step("it is downloaded with the secret in the URL", async () =>
      bytesOf(await chat.downloadFile({ path: { file_uuid }, query: { "share-secret": secret } })),
    );
    await whenStateful("it came back byte for byte, both times", async () => {
      assertEqual("the bytes", header, bytes);
      assertEqual("the bytes", query, bytes);
    });

    await whenStateful("a file that never was is not found", async () => {
      const outcome = await chat.downloadFile.safe({ path: { file_uuid: randomUUID() } });
      assertError(outcome, "entity_not_found", "file_expired");
    });
  },
});
