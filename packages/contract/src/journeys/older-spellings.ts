import type { ChatApiError } from "@agora-chat-openapi/client";
import { journey } from "../verify/journey.ts";
import { bytesOf, sampleFile } from "./bytes.ts";
import { equal } from "./claims.ts";
import { messageId } from "./message-id.ts";
import { people } from "./people.ts";
import { openChatgroup } from "./places.ts";
import { unlessRefused } from "./unless-refused.ts";

/** A server may know the newer spelling alone. */
const isUnknown = ({ status }: ChatApiError<string>) => status === 404 || status === 405 || status === 500;

/** Deprecated paths, for as long as they are answered. */
export const olderSpellings = journey({
  name: "older-spellings",
  tags: ["Users", "Messages", "Files", "Thread members"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteThread"],
  async run(context) {
    const { chat, step, remembers, made } = context;
    const [ada, ben] = await people(context, "ada", "ben");

    await unlessRefused(context, "ben is logged out by POST", {
      act: () => chat.disconnectUserByPost.safe({ path: { username: ben } }),
      when: isUnknown,
    });

    const sent = await unlessRefused(context, "ada writes to ben in the older way", {
      act: () =>
        chat.sendMessage.safe({
          query: { useMsgId: true },
          body: { target_type: "users", target: [ben], msg: { type: "txt", msg: "Out at eight?" }, from: ada },
        }),
      when: isUnknown,
    });
    if (sent) {
      const message = { msg_id: messageId(sent), from: ada, to: ben, chat_type: "chat" as const, force: true };
      await unlessRefused(context, "ada takes it back in the older way", {
        act: () => chat.recallMessages.safe({ body: { msgs: [message] } }),
        when: isUnknown,
      });
    }

    const { file, bytes } = sampleFile("route.gpx");
    const stored = await step("a file is stored", () => chat.uploadFile({ body: { file } }));
    const received = await unlessRefused(context, "it is downloaded by POST", {
      act: () => chat.downloadFileByPost.safe({ path: { file_uuid: stored.entities[0]?.uuid ?? "" } }),
      when: isUnknown,
    });
    if (received) {
      const read = await step("it is read", () => bytesOf(received));
      await remembers("it came back byte for byte", async () => {
        equal("the bytes", read, bytes);
      });
    }

    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const question = await step("ada asks the group a question", () =>
      chat.sendChatgroupMessage({ body: { from: ada, to: [group_id], type: "txt", body: { msg: "Which way?" } } }),
    );
    const thread = await unlessRefused(context, "ben starts a thread on it", {
      act: () =>
        chat.createThread.safe({ body: { group_id, name: "Which way", msg_id: messageId(question), owner: ben } }),
      when: ({ status }) => status === 403,
      // The message is on its way when sending it is answered.
      withinMs: 10_000,
    });
    if (!thread) return;
    const path = { thread_id: thread.data.thread_id };
    await made({ undo: "deleteThread", path });
    await unlessRefused(context, "ben is taken out by the other path", {
      act: () => chat.removeThreadMembersAlias.safe({ path, body: { usernames: [ben] } }),
      when: isUnknown,
    });
  },
});
