import type { AppCallbacks } from "./callbacks/app-callbacks.ts";
import { logIn, logOut } from "./domain/device.ts";
import type { DeviceMessage } from "./domain/device-message.ts";
import {
  answerContact,
  answerInvitation,
  answerJoin,
  askForContact,
  askToJoin,
  invite,
  type RequestRefusal,
} from "./domain/device-request.ts";
import { type ReceiptKind, sendReceipt } from "./domain/receipt.ts";
import { setShield } from "./domain/shield.ts";
import type { App } from "./store/app.ts";
import type { User } from "./world/entities.ts";
import type { World } from "./world/world.ts";

/** A device that a user is logged in on. */
export interface EmulatedDevice {
  /**
   * Sends a message as a client does.
   * @returns its id
   * @throws Error when the user may not speak there, or the app server has rejected it before delivery
   */
  send(message: DeviceMessage): Promise<string>;
  /** Says to the sender that the user has read a message. @throws Error when it has not reached the user */
  markRead(id: string): Promise<void>;
  /** Says to the sender that a message is on the device. @throws Error when it has not reached the user */
  markReceived(id: string): Promise<void>;
  /** Asks another user to be a contact. @throws Error when that cannot be asked */
  askForContact(username: string, message?: string): Promise<void>;
  /** Accepts or declines what another user has asked. @throws Error when they have not */
  answerContact(username: string, isAccepted: boolean): Promise<void>;
  /** Joins a group, or asks to be let in where it does not admit everyone. @throws Error when that cannot be */
  askToJoin(group: string, message?: string): Promise<void>;
  /** Lets a user into a group who has asked, or does not. @throws Error when the user does not run it, or nobody asked */
  answerJoin(group: string, username: string, isAccepted: boolean): Promise<void>;
  /** Invites a user into a group, who is in at once unless it wants their consent. @throws Error when that cannot be */
  invite(group: string, username: string): Promise<void>;
  /** Takes up an invitation into a group, or declines it. @throws Error when there is none */
  answerInvitation(group: string, isAccepted: boolean): Promise<void>;
  /** Stops the messages of a group for the user, who stays in it. @throws Error when they are not in it */
  blockGroupMessages(group: string): Promise<void>;
  /** Lets the messages of a group come again. @throws Error when the user is not in it */
  unblockGroupMessages(group: string): Promise<void>;
  /** Logs the user out; on their last device that makes them offline. */
  logOut(): Promise<void>;
}

/** @throws Error when there is no such user, or they are banned */
export async function createDevice(
  app: App,
  callbacks: AppCallbacks,
  username: string,
  resource: string,
): Promise<EmulatedDevice> {
  const actor = { user: username, resource };
  const act = <Result>(run: (world: World) => Result) =>
    app.call((world) => {
      world.actor = actor;
      return run(world);
    });
  const request = (run: (world: World) => RequestRefusal | undefined) =>
    act((world) => {
      if (!world.devices.has(username, resource)) throw new Error(`${username} cannot do that: offline`);
      const refusal = run(world);
      if (refusal) throw new Error(`${username} cannot do that: ${refusal}`);
    });
  const receipt = (id: string, kind: ReceiptKind) =>
    act((world) => {
      if (!sendReceipt(world, username, id, kind)) throw new Error(`the message ${id} has not reached ${username}`);
    });

  await act((world) => {
    const user = existingUser(world, username);
    if (!user.activated) throw new Error(`${username} is banned`);
    logIn(world, user, resource);
  });
  return {
    async send(message) {
      const sent = await callbacks.send(actor, message);
      if ("id" in sent) return sent.id;
      throw new Error(`${username} cannot send to ${message.to}: ${sent.text ?? sent.refusal}`);
    },
    markRead: (id) => receipt(id, "read"),
    markReceived: (id) => receipt(id, "received"),
    askForContact: (to, message = "") => request((world) => askForContact(world, username, to.toLowerCase(), message)),
    answerContact: (from, isAccepted) =>
      request((world) => answerContact(world, username, from.toLowerCase(), isAccepted)),
    askToJoin: (group, message = "") => request((world) => askToJoin(world, username, group, message)),
    answerJoin: (group, from, isAccepted) =>
      request((world) => answerJoin(world, username, group, from.toLowerCase(), isAccepted)),
    invite: (group, to) => request((world) => invite(world, username, group, to.toLowerCase())),
    answerInvitation: (group, isAccepted) => request((world) => answerInvitation(world, username, group, isAccepted)),
    blockGroupMessages: (group) => request((world) => setShield(world, username, group, true)),
    unblockGroupMessages: (group) => request((world) => setShield(world, username, group, false)),
    logOut: () => act((world) => void logOut(world, { username }, resource)),
  };
}

/** @throws Error when there is no such user */
export function existingUser(world: World, username: string): User {
  const user = world.users.get(username.toLowerCase());
  if (!user) throw new Error(`there is no user ${username}`);
  return user;
}
