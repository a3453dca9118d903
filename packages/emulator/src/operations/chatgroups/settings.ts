import type { Settings } from "../../domain/channel.ts";
import type { Input } from "../handlers.ts";

type NewGroup = Input<"createChatgroup">["body"];
type Change = Exclude<Input<"updateChatgroup">["body"], { newowner: string }>;

/** The settings of a new group. */
export function settingsOf(body: NewGroup): Settings {
  const isPublic = body.public ?? false;
  return {
    name: body.groupname ?? "",
    description: body.description ?? body.desc ?? "",
    avatar: body.avatar ?? "",
    custom: body.custom ?? "",
    maxusers: body.maxusers,
    public: isPublic,
    membersonly: body.members_only ?? approvalOf(body) ?? body.membersonly,
    // Only a later change can let the members of a public group invite others.
    allowinvites: !isPublic && body.allowinvites,
    inviteNeedConfirm: body.invite_need_confirm ?? false,
  };
}

/** Clients of the web SDK have a name of their own for it. */
function approvalOf(body: NewGroup & { approval?: boolean }): boolean | undefined {
  return body.approval;
}

/** What a change sets, under whichever of its names. */
export function changesOf({
  groupname,
  name,
  description,
  desc,
  invite_need_confirm,
  ...body
}: Change): Partial<Settings> {
  const { avatar, custom, maxusers, public: isPublic, membersonly, allowinvites } = body;
  const changes = {
    name: groupname ?? name,
    description: description ?? desc,
    public: isPublic,
    inviteNeedConfirm: invite_need_confirm,
    ...{ avatar, custom, maxusers, membersonly, allowinvites },
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
