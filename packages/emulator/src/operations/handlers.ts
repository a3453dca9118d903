/** What a handler of an operation gets and returns, held by the compiler to the description. */
import type { operations } from "@agora-chat-openapi/spec";
import type { BodyDefaults, QueryDefaults } from "../generated/description.ts";
import type { World } from "../world/world.ts";

export type OperationId = keyof operations;

/** Who makes a call. */
export interface Caller {
  /** The user whose token it is; undefined for a token of the app. */
  user?: string;
  /** Until when the token is good, in Unix ms; undefined for ever. */
  until?: number;
  /** Why the token is not taken. Only calls that need none come through with it. */
  fault?: TokenFault;
}

/** What is wrong with a token, as `x-violation` names it. */
export type TokenFault = "missing" | "malformed" | "unknown" | "expired" | "banned";

/** A file that came with a call. Its bytes are in the file store. */
export interface UploadedFile {
  id: string;
  /** The name of its field. */
  field: string;
  /** The name that the sender gave it. */
  name: string;
  /** Media type. */
  type: string;
  /** In bytes. */
  size: number;
}

/** A response that is a stored file. */
export interface StoredFile {
  id: string;
  type: string;
  /** In bytes. */
  size: number;
}

type Parameters<Id extends OperationId> = operations[Id]["parameters"];
type Query<Id extends OperationId> = NonNullable<Parameters<Id> extends { query?: infer Q } ? Q : never>;
type Header<Id extends OperationId> = NonNullable<Parameters<Id> extends { header?: infer H } ? H : never>;
type JsonIn<Message> = Message extends { content: { "application/json": infer Json } } ? Json : never;
type FormIn<Message> = Message extends { content: { "application/x-www-form-urlencoded": infer Form } } ? Form : never;
type Body<Id extends OperationId> = operations[Id] extends { requestBody?: infer Message }
  ? JsonIn<NonNullable<Message>> | FormIn<NonNullable<Message>>
  : never;
type Success<Id extends OperationId> = operations[Id]["responses"][200 & keyof operations[Id]["responses"]];

/** Parameters and fields that are there because they have a default. */
type Filled<Value, Names> = Value & { [Name in Names & keyof Value]-?: NonNullable<Value[Name]> };

/** What a call says, checked, with its defaults, usernames in small letters. */
export interface Input<Id extends OperationId> {
  path: Omit<Parameters<Id>["path"], "org_name" | "app_name">;
  query: Filled<Query<Id>, QueryDefaults[Id & keyof QueryDefaults]>;
  /** Header parameters, by their documented names. */
  header: Header<Id>;
  /** The query as it was sent, without defaults. */
  sent: Readonly<Record<string, readonly string[]>>;
  body: Filled<Body<Id>, BodyDefaults[Id & keyof BodyDefaults]>;
  files: readonly UploadedFile[];
  caller: Caller;
  /** The URL of the call, without its query. */
  url: string;
}

/** What a call is answered with. The fields of the frame are filled in, but for those that are given here. */
export type Output<Id extends OperationId> = [JsonIn<Success<Id>>] extends [never] ? StoredFile : JsonIn<Success<Id>>;

/** Does what an operation says, or throws a refusal that it documents. */
export type Handler<Id extends OperationId> = (world: World, input: Input<Id>) => Output<Id>;

export type Handlers = { [Id in OperationId]: Handler<Id> };

/** The handlers of some operations. A name that no operation has, and one with another shape, does not compile. */
export function handlers<Id extends OperationId>(
  own: { [Each in Id]: Handler<Each> },
): { [Each in Id]: Handler<Each> } {
  return own;
}

type KeyOf<Group> = Group extends unknown ? keyof Group : never;
type Names<Groups> = Groups extends readonly (infer Group)[] ? KeyOf<Group> : never;
// What is found goes along: the compiler does not follow as many groups as there are otherwise.
type Doubled<Groups, Seen = never, Found = never> = Groups extends readonly [infer First, ...infer Others]
  ? Doubled<Others, Seen | keyof First, Found | (keyof First & Seen)>
  : Found;
type Missing<Groups> = Exclude<OperationId, Names<Groups>>;
/** Any value where all operations are there once; else one that nobody has, whose keys say what is wrong. */
type Proof<Groups> = { [Id in Missing<Groups> as `${Id} lacks a handler`]: never } & {
  [Id in Doubled<Groups> as `${Id & string} has a handler twice`]: never;
};

/** Puts handlers together. Unless each operation is in one group, and only once, it does not compile. */
export function assemble<const Groups extends readonly { [Id in OperationId]?: Handler<Id> }[]>(
  groups: Groups & Proof<Groups>,
): Handlers {
  return Object.assign({}, ...(groups as Groups));
}
