/** What a response says around its content: who answered what, when. */
import { isObject, jsonContent, type Operation, withoutTenant } from "@agora-chat-openapi/description";
import type { AppName } from "../world/world.ts";
import { queryOf } from "./input.ts";

/** One call, as far as the frame tells of it. */
export interface FrameContext {
  /** Scheme and host by which the emulator was called. */
  origin: string;
  /** The path as it was sent, organization and app at its beginning. */
  path: string;
  /** The query without `?`. */
  search: string;
  app: AppName;
  /** When the call was answered, in Unix ms. */
  timestamp: number;
  /** How long it took, in ms. */
  duration: number;
}

type Content = Record<string, unknown>;
type Filler = (context: FrameContext, content: Content) => unknown;

/** Puts a frame around the content of a response. What the content has of the frame's fields stays. */
export type Frame = (context: FrameContext, content: Content) => Content;

const FILLERS: Readonly<Record<string, (operation: Operation, example: Content) => Filler>> = {
  action: (_, { action }) => constant(action),
  application:
    () =>
    ({ app }) =>
      app.uuid,
  applicationName:
    () =>
    ({ app }) =>
      app.app,
  organization:
    () =>
    ({ app }) =>
      app.org,
  timestamp: () => (context) => context.timestamp,
  duration: () => (context) => context.duration,
  entities: () => () => [],
  properties: () => () => ({}),
  params:
    () =>
    ({ search }) =>
      search === "" ? undefined : queryOf(search),
  count:
    () =>
    (_, { data, entities }) =>
      (Array.isArray(data) ? data : ((entities as unknown[]) ?? [])).length,
  path: (operation, { path }) => {
    const shorten = shortenTo(String(path), operation);
    return (context) => shorten(context.path);
  },
  uri: (operation, { uri }) => {
    const shorten = shortenTo(ownPath(String(uri).replace(/^https?:\/\/[^/]*/, "")), operation);
    return (context, { path }) => {
      const tenant = context.path.slice(0, context.path.length - ownPath(context.path).length);
      return context.origin + tenant + (path ?? shorten(context.path));
    };
  },
};

/** The frame that the first example of an operation's success shows, its fields in that order. */
export function frameOf(operation: Operation): Frame {
  const [first] = jsonContent(operation.responses.get("200"))?.examples.values() ?? [];
  const example = first?.value;
  // A response that does not say when it was made has no frame.
  if (!isObject(example) || !("timestamp" in example)) return (_, content) => content;
  const fields = Object.keys(example).map((name) => [name, FILLERS[name]?.(operation, example)] as const);
  return (context, content) => {
    const framed: Content = {};
    for (const [name, fill] of fields) {
      const value = name in content ? content[name] : fill?.(context, content);
      if (value !== undefined) framed[name] = value;
    }
    return Object.assign(framed, content);
  };
}

function constant(value: unknown): Filler {
  return () => value;
}

/** Cuts the path of a call to as many segments as an example prints of its own. */
function shortenTo(printed: string, operation: Operation): (path: string) => string {
  const count = printed.split("/").length;
  if (count >= withoutTenant(operation.path).split("/").length) return ownPath;
  return (path) => ownPath(path).split("/").slice(0, count).join("/");
}

/** A path without its organization and app. */
export function ownPath(path: string): string {
  const end = path.indexOf("/", path.indexOf("/", 1) + 1);
  return end < 0 ? "" : path.slice(end);
}
