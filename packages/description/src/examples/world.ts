/** The invented world of which all examples tell: people, what they own, and what happened, in order. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isObject } from "../document/description.ts";

/** A point in time, as text and in Unix ms. */
interface At {
  at: string;
  ms: number;
}

export interface World {
  app: {
    host: string;
    org: string;
    app: string;
    appId: string;
    uuid: string;
    token: string;
    now: At & { note: string };
  };
  users: Record<string, { uuid: string; nickname?: string; avatarurl?: string; note?: string }>;
  unregistered: string[];
  devices: Record<string, WorldDevice>;
  files: Record<string, { uuid: string; bytes?: number; secret?: string }>;
  messages: Record<string, At & { id: string }>;
  callbacks: { url: string; secret: string; host: string; events: Record<string, At & { id: string }> };
  /** In the order in which it happened. */
  timeline: Moment[];
}

export interface WorldDevice {
  uuid: string;
  user: string;
  name: string;
}

/** What happened at one time. */
export interface Moment extends At {
  what: string;
  /** What a server was asked for; there up to `app.now`, for what a server can be asked. */
  calls?: WorldCall[];
}

/** A call of an operation, or somebody who logs in or out on one of the devices. */
export type WorldCall =
  | { login: string }
  | { logout: string }
  | {
      operation: string;
      /** The documented request whose body it has. */
      example?: string;
      body?: unknown;
      /** What differs from the documented examples of the path parameters. */
      path?: Record<string, string>;
      headers?: Record<string, string>;
      /** The file that is uploaded, by its name. */
      file?: string;
      /** The user who makes the call; the app where it is left out. */
      as?: string;
      /** What comes of it, as `worldItem` finds it. */
      makes?: string[];
    };

/** Reads the world of the examples, as `@agora-chat-openapi/spec` ships it. */
export function readWorld(): World {
  const file = createRequire(import.meta.url).resolve("@agora-chat-openapi/spec/world.json");
  return JSON.parse(readFileSync(file, "utf8")) as World;
}

/** What stands in the world under a path such as `users/ada`. @throws Error where nothing does */
export function worldItem(world: World, path: string): unknown {
  const found = path.split("/").reduce<unknown>((holder, key) => (isObject(holder) ? holder[key] : undefined), world);
  if (found === undefined) throw new Error(`the world has no ${path}`);
  return found;
}
