/** The world of the examples, as an app holds it when everything is read. */
import { readWorld } from "@agora-chat-openapi/description/examples";
import type { EmulatorOptions } from "../options.ts";
import type { App } from "../store/app.ts";
import type { Tenant } from "../store/apps.ts";
import { type AppFiles, exportLines, importLines } from "../store/export.ts";
import type { StoredRow, World } from "../world/world.ts";
import { createGivenIds, type GivenIds } from "./given-ids.ts";
import { playWorld } from "./play-world.ts";

/** An emulator to play in. */
interface PlayEmulator {
  fetch: typeof globalThis.fetch;
  app(tenant: Tenant): Promise<{ userToken(username: string): Promise<string> }>;
  apps: { find(tenant: Tenant): App | Promise<App> | undefined };
  files: AppFiles;
  close(): Promise<void>;
}

/** Makes an emulator to play in, with nothing in it. */
export type CreateStage = (options: EmulatorOptions, ids: GivenIds) => PlayEmulator;

/** What an app keeps whose content is replaced: who may call it, and how it is set up. */
const KEPT = new Set(["tokens", "settings"]);

let played: Promise<readonly string[]> | undefined;

/**
 * Makes an app hold the world of the examples, and nothing else. Its clock goes on from the time at which everything is
 * read; its tokens and settings stay.
 */
export async function seedWorld(app: App, files: AppFiles, createStage: CreateStage): Promise<void> {
  played ??= play(createStage).catch((error) => {
    played = undefined;
    throw error;
  });
  await importLines(app, files, (await played).values(), atWorldTime);
}

function atWorldTime(world: World, rows: readonly StoredRow[]): StoredRow[] {
  const clock = { ahead: readWorld().app.now.ms - world.realTime };
  const place = Math.max(0, ...rows.map((row) => row.place)) + 1;
  return [
    ...rows.filter(({ table }) => !KEPT.has(table)),
    ...world.rows().filter(({ table }) => KEPT.has(table)),
    { table: "clock", key: "", place, row: clock },
  ];
}

async function play(createStage: CreateStage): Promise<readonly string[]> {
  const world = readWorld();
  const ids = createGivenIds();
  let time = world.app.now.ms;
  const core = createStage({ clock: () => time }, ids);
  try {
    const { org, app } = world.app;
    const { userToken } = await core.app({ org, app });
    const prepare = (now: number, things: readonly unknown[]) => {
      time = now;
      ids.give(things);
    };
    await playWorld(world, { fetch: core.fetch, tokenOf: userToken, prepare });
    const lines: string[] = [];
    for await (const line of exportLines((await core.apps.find({ org, app })) as App, core.files)) lines.push(line);
    return lines;
  } finally {
    await core.close();
  }
}
