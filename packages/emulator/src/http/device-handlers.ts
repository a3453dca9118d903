/** What `/_emulator` has for devices of users, what has reached them, and what they can load. */
import { conversationsOf } from "../domain/conversation.ts";
import { logIn, logOut } from "../domain/device.ts";
import { type DeviceMessage, sendFromDevice } from "../domain/device-message.ts";
import { inboxOf } from "../domain/inbox.ts";
import type { Apps } from "../store/apps.ts";
import type { User } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { type AdminHandlers, type AdminInput, type Failure, failed, noApp } from "./admin-handlers.ts";

type DeviceHandlers = Pick<
  AdminHandlers,
  "logInDevice" | "logOutDevice" | "sendFromDevice" | "getInbox" | "getConversations"
>;

export function createDeviceHandlers(apps: Apps): DeviceHandlers {
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
      return user ? act(world, user) : failed(404, `there is no user ${username}`);
    });
  }

  return {
    logInDevice: (input) =>
      withUser(input, (world, user) => {
        if (!user.activated) return failed(403, `${user.username} is banned`);
        logIn(world, user, resourceOf(input));
        return { done: true };
      }),
    logOutDevice: (input) =>
      withUser(input, (world, user) => {
        logOut(world, user, resourceOf(input));
        return { done: true };
      }),
    sendFromDevice: (input) =>
      withUser(input, (world, { username }) => {
        const sent = sendFromDevice(world, username, resourceOf(input), input.body as DeviceMessage);
        return "id" in sent ? sent : failed(403, `${username} cannot send there: ${sent.refusal}`);
      }),
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
