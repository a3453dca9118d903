/** What `/_emulator` has for what users ask of each other. */
import * as requests from "../domain/device-request.ts";
import { setShield } from "../domain/shield.ts";
import { Refusal } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { type Failure, failed, type Success } from "./admin-handlers.ts";

/** What is asked or answered. */
export interface RequestBody {
  action: keyof typeof actions;
  username?: string;
  group?: string;
  message?: string;
}

type Act = (world: World, user: string, body: Required<RequestBody>) => requests.RequestRefusal | undefined;

const contact =
  (isAccepted: boolean): Act =>
  (world, user, { username }) =>
    requests.answerContact(world, user, username, isAccepted);
const join =
  (isAccepted: boolean): Act =>
  (world, user, { group, username }) =>
    requests.answerJoin(world, user, group, username, isAccepted);
const invitation =
  (isAccepted: boolean): Act =>
  (world, user, { group }) =>
    requests.answerInvitation(world, user, group, isAccepted);

const actions = {
  "ask-for-contact": (world, user, { username, message }) => requests.askForContact(world, user, username, message),
  "accept-contact": contact(true),
  "decline-contact": contact(false),
  "ask-to-join": (world, user, { group, message }) => requests.askToJoin(world, user, group, message),
  "accept-join": join(true),
  "decline-join": join(false),
  invite: (world, user, { group, username }) => requests.invite(world, user, group, username),
  "accept-invitation": invitation(true),
  "decline-invitation": invitation(false),
  "block-group-messages": (world, user, { group }) => setShield(world, user, group, true),
  "unblock-group-messages": (world, user, { group }) => setShield(world, user, group, false),
} satisfies Record<string, Act>;

/** Does what a user asks or answers on a device. */
export function makeRequest(world: World, user: string, body: RequestBody): Success<"makeRequest"> | Failure {
  const { action, username = "", group = "", message = "" } = body;
  try {
    const refusal = actions[action](world, user, { action, username: username.toLowerCase(), group, message });
    return refusal ? failed(403, `${user} cannot do that: ${refusal}`) : { done: true };
  } catch (error) {
    if (error instanceof Refusal) return failed(403, `${user} cannot do that: ${error.refusal}`);
    throw error;
  }
}
