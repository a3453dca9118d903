import type { Draft } from "../../domain/sending.ts";
import type { Content, MessageType } from "../../world/messages.ts";

/** What bodies of sending have in common, content beside its type. */
interface Sent {
  from: string;
  type: MessageType;
  body: object;
  ext?: object;
  routetype?: "ROUTE_ONLINE";
  sync_device?: boolean;
  roam_ignore_users?: string[];
}

export function toDraft({ from, type, body, ext, routetype, sync_device, roam_ignore_users }: Sent): Draft {
  return {
    ...{ from, type },
    body: body as Content,
    ext: ext as Content | undefined,
    onlineOnly: routetype !== undefined,
    unstoredFor: roam_ignore_users,
    synced: sync_device,
  };
}

/** The same of bodies that have the type among the content. */
export function fromFlat({ msg, ...header }: Omit<Sent, "type" | "body"> & { msg: { type: MessageType } }): Draft {
  const { type, ...body } = msg;
  return toDraft({ ...header, type, body });
}
