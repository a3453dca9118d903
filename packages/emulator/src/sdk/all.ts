import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";
import { groups } from "./groups.ts";
import type { SdkHandlers } from "./handlers.ts";
import { members } from "./members.ts";
import { messages } from "./messages.ts";

/** All calls of the SDK that are not of the API. */
export const handlers: SdkHandlers = { ...groups, ...contacts, ...conversations, ...members, ...messages };
