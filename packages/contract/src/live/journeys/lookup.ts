import { type JourneyContext, journey } from "../journey.ts";
import { firstExisting } from "../support/first-existing.ts";
import { lookAtChatgroup, lookAtChatroom } from "../support/look-at-spaces.ts";
import { optionalStep } from "../support/optional-step.ts";

/** What any deployment has, looked at and left alone: a user, a group, a room, a thread, a push label. */
export const lookup = journey({
  name: "lookup",
  tags: ["Users", "Chat groups", "Chat rooms", "Threads", "Push labels", "Messages"],
  cleanup: [],
  async run(context) {
    await lookAtUser(context);
    await lookAtChatgroup(context);
    await lookAtChatroom(context);
    await lookAtThread(context);
    await lookAtLabel(context);
    await lookAtHistory(context);
  },
});

async function lookAtUser(context: JourneyContext): Promise<void> {
  const { chat, step } = context;
  await step("the first mutes are listed", () => chat.listGlobalMutes());
  const { entities } = await step("the first users are listed", () => chat.listUsers());
  const user = firstExisting(context, "user", entities, ({ username }) => username);
  if (!user) return;
  const path = { username: user.username };
  const owner = { owner_username: user.username };
  await step("the first user's account is read", () => chat.getUser({ path }));
  await step("their status is read", () => chat.getUserStatus({ path }));
  await step("their waiting messages are counted", () => chat.getOfflineMessageCount({ path }));
  await step("their contacts are listed", () => chat.listContacts({ path: owner }));
  await step("the last of them is listed", () => chat.listContactsByPage({ path, query: { limit: 1 } }));
  await step("those whom they blocked are listed", () => chat.listBlockedUsers({ path: owner }));
  await step("their groups are listed", () => chat.listJoinedChatgroups({ path }));
  await step("their rooms are listed", () => chat.listJoinedChatrooms({ path }));
  await step("their mutes are read", () => chat.getGlobalMute({ path }));
  await optionalStep(context, "their attributes are read", {
    call: () => chat.getUserAttributes.safe({ path }),
    isUnavailable: ({ code }) => code === "FORBIDDEN",
  });
  await optionalStep(context, "those whom they follow are listed", {
    call: () => chat.listPresenceSubscriptions.safe({ path }),
    isUnavailable: ({ code }) => code === "service open exception",
  });
}

async function lookAtThread(context: JourneyContext): Promise<void> {
  const { chat, skip } = context;
  const threads = await optionalStep(context, "the newest thread is listed", {
    call: () => chat.listThreads.safe({ query: { limit: 1 } }),
    isUnavailable: ({ status }) => status === 403,
  });
  const [thread] = threads?.entities ?? [];
  if (!thread) return threads && skip("a thread is looked at", "the app has none");
  await optionalStep(context, "its members are listed", {
    call: () => chat.listThreadMembers.safe({ path: { thread_id: thread.id } }),
    // It may have ended since.
    isUnavailable: ({ status }) => status === 404,
  });
}

async function lookAtLabel(context: JourneyContext): Promise<void> {
  const { chat, step } = context;
  const labels = await optionalStep(context, "the newest push labels are listed", {
    call: () => chat.listPushLabels.safe(),
    isUnavailable: ({ code }) => code === "ServiceNotOpenException",
  });
  const label = labels && firstExisting(context, "push label", labels.data, ({ name }) => name);
  if (!label) return;
  const path = { label_name: label.name };
  await step("the newest label is read", () => chat.getPushLabel({ path }));
  await step("the users under it are listed", () => chat.listPushLabelUsers({ path }));
}

async function lookAtHistory(context: JourneyContext): Promise<void> {
  const twoHoursAgo = new Date(Date.now() - 7_200_000).toISOString();
  const time = twoHoursAgo.replace(/\D/g, "").slice(0, "YYYYMMDDHH".length);
  await optionalStep(context, "the file of an hour's messages is asked for", {
    call: () => context.chat.getMessageHistory.safe({ path: { time } }),
    isUnavailable: ({ code }) => code === "storage_object_not_found",
  });
}
