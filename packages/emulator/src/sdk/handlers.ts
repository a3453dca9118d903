/** What handlers of the web SDK's own calls get and return, held by the compiler to their description. */
import type { operations } from "../generated/sdk-types.ts";
import type { Seat } from "../realtime/queue.ts";
import type { World } from "../world/world.ts";

export type SdkId = keyof operations;

type Operation<Id extends SdkId> = operations[Id];
type Json<Message> = Message extends { content: { "application/json": infer Body } } ? Body : never;
type BodyOf<Id extends SdkId> = Operation<Id> extends { requestBody: infer Message } ? Json<Message> : undefined;

export interface SdkInput<Id extends SdkId> {
  path: Operation<Id>["parameters"]["path"];
  query: NonNullable<Operation<Id>["parameters"]["query"]>;
  body: BodyOf<Id>;
  /** Who makes the call, and on which device. */
  caller: Pick<Seat, "user"> & { resource?: string; until?: number };
  /** The URL of the call, without its query. */
  url: string;
}

export type SdkHandler<Id extends SdkId> = (
  world: World,
  input: SdkInput<Id>,
) => Operation<Id>["responses"][200]["content"]["application/json"];

export type SdkHandlers = { [Id in SdkId]: SdkHandler<Id> };

/** The handlers of some calls. */
export function sdkHandlers<Id extends SdkId>(
  own: { [Each in Id]: SdkHandler<Each> },
): { [Each in Id]: SdkHandler<Each> } {
  return own;
}
