import type { components } from "@agora-chat-openapi/spec";
import type { User } from "../../world/entities.ts";

/** A user as responses show them. */
export function userEntity(user: User): components["schemas"]["User"] {
  const { uuid, created, modified, username, activated, nickname } = user;
  return { uuid, type: "user", created, modified, username, activated, ...(nickname !== undefined && { nickname }) };
}
