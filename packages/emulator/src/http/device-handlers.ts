/** What `/_emulator` has for devices of users, what has reached them, and what they can load. */
import type { Callbacks } from "../callbacks/callbacks.ts";
import { conversationsOf } from "../domain/conversation.ts";
import { logIn, logOut } from "../domain/device.ts";
import type { DeviceMessage } from "../domain/device-message.ts";
import { inboxOf } from "../domain/inbox.ts";
import { type ReceiptKind, sendReceipt } from "../domain/receipt.ts";
import type { Apps } from "../store/apps.ts";
import type { User } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { type AdminHandlers, type AdminInput, type Failure, failed, noApp } from "./admin-handlers.ts";
import { makeRequest, type RequestBody } from "./request-handlers.ts";

type DeviceHandlers = Pick<
  AdminHandlers,
  "logInDevice" | "logOutDevice" | "sendFromDevice" | "sendReceipt" | "makeRequest" | "getInbox" | "getConversations"
>;

export function createDeviceHandlers(apps: Apps, callbacks: Callbacks): DeviceHandlers {
  /** Does something with the user whom a path names. */
  async function withUser<Result>(
    { tenant, path }: AdminInput,
    act: (world: World, user: User) => Result | Failure,
  ): Promise<Result | Failure> {
    const { username = "" } = path;
    const app = await apps.find(tenant);
    if (!app) return noApp(tenant);
    return app.call((world) => {
      const user = world.users.get(username.toLowerCase());
      if (user && path["resource"]) world.actor = { user: user.username, resource: path["resource"] };
      return user ? act(world, user) : failed(404, `there is no user ${username}`);
    });
  }

  return {
    logInDevice: (input) =>
      withUser(input, (world, user) => {
        if (!user.activated) return failed(403, `${user.username} is banned`);
        logIn(world, user, resourceOf(input), (input.body as { name?: string } | undefined)?.name);
        return { done: true };
      }),
    logOutDevice: (input) =>
      withUser(input, (world, user) => {
        logOut(world, user, resourceOf(input));
        return { done: true };
      }),
    async sendFromDevice(input) {
      const app = await apps.find(input.tenant);
      const found = await withUser(input, (_, { username: user }) => ({ user, resource: resourceOf(input) }));
      if (!app || "status" in found) return found as Failure;
      const sent = await callbacks.of(app).send(found, input.body as DeviceMessage);
      return "id" in sent ? sent : failed(403, `${found.user} cannot send there: ${sent.text ?? sent.refusal}`);
    },
    sendReceipt: (input) =>
      withUser(input, (world, { username }) => {
        const { message = "" } = input.path;
        const { kind } = input.body as { kind: ReceiptKind };
        const isThere = sendReceipt(world, username, message, kind) !== undefined;
        return isThere ? { done: true } : failed(404, `the message ${message} has not reached ${username}`);
      }),
    makeRequest: (input) =>
      withUser(input, (world, { username }) =>
        world.devices.has(username, resourceOf(input))
          ? makeRequest(world, username, input.body as RequestBody)
          : failed(403, `${username} cannot do that: offline`),
      ),
    getInbox: (input) =>
      withUser(input, (world, { username }) => ({
        messages: inboxOf(world, username, Number(input.query["limit"])),
      })),
    getConversations: (input) =>
      withUser(input, (world, { username }) => ({ conversations: conversationsOf(world, username) })),
  };
}

function resourceOf({ path }: AdminInput): string {
  return path["resource"] ?? "";
}
