/** What is done with what is due. */
import type { DueHandlers } from "../world/schedule.ts";
import { DROPPING_OUT } from "./absence.ts";
import { expireChatFile, FILE_EXPIRY } from "./chat-file.ts";
import { expireStored, STORED_EXPIRY } from "./delivery.ts";
import { dropOut } from "./membership.ts";
import { beginTask, PUSH_TASK } from "./push-task.ts";
import { EXPIRY, expire } from "./retention.ts";
import { expireTokens, TOKEN_EXPIRY } from "./token.ts";

export const dueHandlers: DueHandlers = {
  [DROPPING_OUT]: dropOut,
  [EXPIRY]: expire,
  [FILE_EXPIRY]: expireChatFile,
  [PUSH_TASK]: beginTask,
  [STORED_EXPIRY]: expireStored,
  [TOKEN_EXPIRY]: expireTokens,
};
