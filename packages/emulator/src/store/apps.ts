import { createHash } from "node:crypto";
import type { DueHandlers } from "../world/schedule.ts";
import type { AppName, World, WorldOptions } from "../world/world.ts";
import { App, type AppOptions } from "./app.ts";
import type { AppKey, Store } from "./store.ts";
import { createTurns } from "./turns.ts";

/** The tables with what happens without a call. */
const UNFINISHED = ["due", "deliveries", "questions"];

/** An app by the two parts of its key. */
export interface Tenant {
  org: string;
  app: string;
}

/** The apps of an emulator. Each is opened when it is first asked for. */
export interface Apps {
  /** @returns the app, sooner or later, or undefined where only named apps exist and this is not one of them */
  find(tenant: Tenant): App | Promise<App> | undefined;
  /** Makes an app exist, also where only named ones do. */
  add(tenant: Tenant): void;
  /** Those that are open. */
  opened(): App[];
  /** Opens those in which something will happen without a call. */
  openDue(): Promise<void>;
  /** Lets nothing happen any longer but by calls. */
  stop(): void;
}

export interface AppsOptions {
  /** Apps that exist; others do not. @default any app exists */
  named?: readonly Tenant[] | undefined;
  world?: Omit<WorldOptions, "app" | "react">;
  react?: AppOptions["react"];
  /** What is done with what is due, by kind. */
  due: DueHandlers;
  /** Is told of each app when it is opened, before its first call. */
  onOpen?: (app: App) => void;
  /** With what an app gets tokens. */
  clientOf: (tenant: Tenant) => AppName["client"];
  /** The UUID by which responses name an app; undefined where it is made of the name. */
  uuidOf: (tenant: Tenant) => string | undefined;
  /** Tells which of an app's stored files its rows still refer to. */
  filesOf: (world: World) => ReadonlySet<string>;
  /** Whether files that are removed may come back, so that their bytes stay until the app is opened anew. */
  keepsFiles: (tenant: Tenant) => boolean;
  /** Is told of what failed that nobody has called for. */
  onFault: (error: unknown) => void;
}

export function createApps(store: Store, options: AppsOptions): Apps {
  const { named, world, react, due, clientOf, uuidOf, filesOf, keepsFiles, onOpen, onFault } = options;
  const turns = createTurns();
  const known = named && new Set(named.map(keyOf));
  const apps = new Map<AppKey, App | Promise<App>>();
  let isStopped = false;

  async function open(key: AppKey, tenant: Tenant): Promise<App> {
    const { org, app: name } = tenant;
    const client = clientOf(tenant);
    const named = { org, app: name, uuid: uuidOf(tenant) ?? uuidMadeOf(key), ...(client !== undefined && { client }) };
    const app = await App.open(key, store, turns, {
      world: { ...world, app: named },
      ...(react && { react }),
      due,
      onFault,
      onLost: () => apps.delete(key),
    });
    // Heard before the first call, by which that happens which became due meanwhile.
    app.listen((event) => {
      if (keepsFiles(tenant)) return;
      if (event.type === "file-removed" || event.type === "chat-file-removed") void store.files.delete(key, event.id);
    });
    onOpen?.(app);
    await store.files.keep(key, await app.call(filesOf));
    return app;
  }

  function find(tenant: Tenant): App | Promise<App> | undefined {
    const key = keyOf(tenant);
    const existing = apps.get(key);
    if (existing) return existing;
    if (known && !known.has(key)) return undefined;
    const opening = open(key, tenant).then(
      (app) => {
        apps.set(key, app);
        if (isStopped) app.stop();
        return app;
      },
      (error) => {
        apps.delete(key);
        throw error;
      },
    );
    apps.set(key, opening);
    return opening;
  }

  const opened = () => [...apps.values()].filter((app) => app instanceof App);

  return {
    find,
    add: (tenant) => known?.add(keyOf(tenant)),
    opened,
    async openDue() {
      const keys = new Set<AppKey>();
      for (const table of UNFINISHED) for (const key of await store.holding(table)) keys.add(key);
      for (const key of keys) await find(tenantOf(key));
    },
    stop() {
      isStopped = true;
      for (const app of opened()) app.stop();
    },
  };
}

function keyOf({ org, app }: Tenant): AppKey {
  return `${org}#${app}`;
}

/** An organization has no # in its name. */
function tenantOf(key: AppKey): Tenant {
  const end = key.indexOf("#");
  return { org: key.slice(0, end), app: key.slice(end + 1) };
}

/** A UUID that is the same whenever the app is opened. */
function uuidMadeOf(key: AppKey): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
