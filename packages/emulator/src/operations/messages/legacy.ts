import { sendToChannels, sendToUsers } from "../../domain/sending.ts";
import type { World } from "../../world/world.ts";
import { handlers, type Input } from "../handlers.ts";
import { fromFlat } from "./draft.ts";

export const legacy = handlers({
  sendMessage(world, { query, body }) {
    const sent = sendTo(world, body);
    return { data: query.useMsgId ? sent : Object.fromEntries(Object.keys(sent).map((to) => [to, "success"])) };
  },
});

function sendTo(world: World, body: Input<"sendMessage">["body"]): Record<string, string> {
  const { target_type: kind, target } = body;
  const draft = fromFlat(body);
  if (kind !== "users") return sendToChannels(world, kind === "chatgroups" ? "group" : "room", target, draft);
  return sendToUsers(
    world,
    target.map((name) => name.toLowerCase()),
    draft,
  );
}
