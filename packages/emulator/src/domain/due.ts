/** What is done with what is due. */
import type { DueHandlers } from "../world/schedule.ts";
import { DROPPING_OUT } from "./absence.ts";
import { dropOut } from "./membership.ts";

export const dueHandlers: DueHandlers = { [DROPPING_OUT]: dropOut };
