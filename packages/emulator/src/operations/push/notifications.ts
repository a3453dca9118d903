import { outcomeFor, sendNow } from "../../domain/push-send.ts";
import { startTask } from "../../domain/push-task.ts";
import { texts } from "../../generated/description.ts";
import type { PushNotification } from "../../world/push.ts";
import { handlers } from "../handlers.ts";
import { whole } from "../shared/whole.ts";

export const notifications = handlers({
  sendPushNotificationSync(world, { path: { target }, body }) {
    const send = sendNow(world, [target], notification(body));
    const outcome = outcomeFor(send, target);
    if (outcome !== "delivered") return { data: [{ pushStatus: "FAIL", desc: texts.PushDeliveryResult[outcome] }] };
    return { data: [{ pushStatus: "SUCCESS", data: { code: OK, data: taken(send.id), message: "Success" } }] };
  },
  sendPushNotificationAsync(world, { body }) {
    sendNow(world, body.targets, notification(body));
    const { queued: desc } = texts.AsyncPushResult;
    return { data: body.targets.map((id) => ({ id, pushStatus: "ASYNC_SUCCESS" as const, desc })) };
  },
  sendPushNotificationByList(world, { body }) {
    const id = startTask(world, { kind: "users", targets: body.targets }, notification(body), body.startDate);
    return { data: { taskId: whole(id) } };
  },
  sendPushNotificationByLabel(world, { body }) {
    const id = startTask(world, { kind: "labels", targets: body.targets }, notification(body), body.startDate);
    return { data: { taskId: whole(id) } };
  },
  sendPushNotificationToAll(world, { body }) {
    return { data: whole(startTask(world, { kind: "everyone" }, notification(body), body.startDate)) };
  },
});

const OK = 200;

/** What a vendor's service says that takes a notification. */
function taken(requestId: string) {
  return { expireTokens: [], sendResult: true, requestId, failTokens: [], msgCode: OK };
}

function notification({ strategy, pushMessage }: { strategy: number; pushMessage: object }): PushNotification {
  return { strategy, content: { ...pushMessage } };
}
