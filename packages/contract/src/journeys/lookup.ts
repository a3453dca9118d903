import { type JourneyContext, journey } from "../verify/journey.ts";
import { lookAtChatgroup, lookAtChatroom } from "./lookup-places.ts";
import { unlessRefused } from "./unless-refused.ts";

/** What any deployment has, looked at and left alone: the first user, group, room, thread and label. */
export const lookup = journey({
  name: "lookup",
  tags: ["Users", "Chat groups", "Chat rooms", "Threads", "Push labels", "Messages"],
  undoneBy: [],
  async run(context) {
    await lookAtUser(context);
    await lookAtChatgroup(context);
    await lookAtChatroom(context);
    await lookAtThread(context);
    await lookAtLabel(context);
    await lookAtHistory(context);
  },
});

const query = { limit: 1 };

async function lookAtUser(context: JourneyContext): Promise<void> {
  const { chat, step, skip } = context;
  const { entities } = await step("a user is listed", () => chat.listUsers({ query }));
  await step("the first mutes are listed", () => chat.listGlobalMutes());
  const [user] = entities;
  if (!user) return skip("a user is looked at", "the app has no users");
  const path = { username: user.username };
  const owner = { owner_username: user.username };
  await step("their account is read", () => chat.getUser({ path }));
  await step("their status is read", () => chat.getUserStatus({ path }));
  await step("their waiting messages are counted", () => chat.getOfflineMessageCount({ path }));
  await step("their contacts are listed", () => chat.listContacts({ path: owner }));
  await step("the first of their contacts is listed", () => chat.listContactsByPage({ path, query }));
  await step("those whom they blocked are listed", () => chat.listBlockedUsers({ path: owner }));
  await step("their groups are listed", () => chat.listJoinedChatgroups({ path }));
  await step("their rooms are listed", () => chat.listJoinedChatrooms({ path }));
  await step("their mutes are read", () => chat.getGlobalMute({ path }));
  await unlessRefused(context, "their attributes are read", {
    act: () => chat.getUserAttributes.safe({ path }),
    when: ({ code }) => code === "FORBIDDEN",
  });
  await unlessRefused(context, "those whom they follow are listed", {
    act: () => chat.listPresenceSubscriptions.safe({ path }),
    when: ({ code }) => code === "service open exception",
  });
}

async function lookAtThread(context: JourneyContext): Promise<void> {
  const { chat, step, skip } = context;
  const threads = await unlessRefused(context, "a thread is listed", {
    act: () => chat.listThreads.safe({ query }),
    when: ({ status }) => status === 403,
  });
  const [thread] = threads?.entities ?? [];
  if (thread) await step("its members are listed", () => chat.listThreadMembers({ path: { thread_id: thread.id } }));
  else if (threads) skip("a thread is looked at", "the app has no threads");
}

async function lookAtLabel(context: JourneyContext): Promise<void> {
  const { chat, step, skip } = context;
  const labels = await unlessRefused(context, "a push label is listed", {
    act: () => chat.listPushLabels.safe({ query }),
    when: ({ code }) => code === "ServiceNotOpenException",
  });
  const [label] = labels?.data ?? [];
  if (!label) return labels && skip("a push label is looked at", "the app has no push labels");
  const path = { label_name: label.name };
  await step("the label is read", () => chat.getPushLabel({ path }));
  await step("the first user under it is listed", () => chat.listPushLabelUsers({ path, query }));
}

async function lookAtHistory(context: JourneyContext): Promise<void> {
  const twoHoursAgo = new Date(Date.now() - 7_200_000).toISOString();
  const time = twoHoursAgo.replace(/\D/g, "").slice(0, "YYYYMMDDHH".length);
  await unlessRefused(context, "the file of an hour's messages is asked for", {
    act: () => context.chat.getMessageHistory.safe({ path: { time } }),
    when: ({ code }) => code === "storage_object_not_found",
  });
}
