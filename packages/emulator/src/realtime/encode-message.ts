import { toBinary } from "@bufbuild/protobuf";
import { MetaSchema } from "../generated/realtime/sync_pb.ts";
import type { Message } from "../world/messages.ts";
import type { AppName } from "../world/world.ts";
import { createFrames } from "./frames.ts";

/** A message in its envelope as clients get it, in base64. */
export function encodeMessage(app: AppName, message: Message): string {
  const meta = createFrames(app).envelope({ place: 0, message, wasOnline: true });
  return Buffer.from(toBinary(MetaSchema, meta)).toString("base64");
}
