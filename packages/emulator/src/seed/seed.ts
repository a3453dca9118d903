/** What apps are filled with: the world of the examples, or what was exported. */
import { existsSync } from "node:fs";
import { readWorld } from "@agora-chat-openapi/description/examples";
import { exportedApp, importApp } from "../app-file.ts";
import type { NamedApp } from "../http/tenants.ts";
import type { App } from "../store/app.ts";
import type { Apps, Tenant } from "../store/apps.ts";
import type { AppFiles } from "../store/export.ts";
import { type CreateStage, seedWorld } from "./world-seed.ts";

/** The seed that is the world of the examples; another is the path of a file. */
export const WORLD = "world";

/** Makes an app hold a seed, and nothing else. @throws Error with a sentence where the file is not an export */
export type Seed = (app: App, seed: string) => Promise<void>;

export function createSeed(files: AppFiles, createStage: CreateStage): Seed {
  return async (app, seed) => {
    checkSeed(seed);
    await (seed === WORLD ? seedWorld(app, files, createStage) : importApp(app, files, seed));
  };
}

function checkSeed(seed: string): void {
  if (seed === WORLD || existsSync(seed)) return;
  throw new Error(`there is no file ${seed}: a seed is "${WORLD}", or the path of a file that was exported`);
}

/** The app that the examples tell of. */
export function worldApp(): NamedApp {
  const { org, app, appId, uuid } = readWorld().app;
  return { org, app, appId, uuid };
}

/**
 * Fills those apps that hold nothing yet.
 * @param tenants the app that the seed comes from where there are none
 * @throws Error with a sentence where the file is not an export
 */
export async function seedEmpty(
  { apps, seed }: { apps: Apps; seed: Seed },
  name: string,
  tenants: readonly Tenant[],
): Promise<void> {
  checkSeed(name);
  const meant = tenants.length > 0 ? tenants : [name === WORLD ? worldApp() : await exportedApp(name)];
  for (const tenant of meant) {
    apps.add(tenant);
    const app = await apps.find(tenant);
    if (app?.size === 0) await seed(app, name);
  }
}
