import type { Tenant } from "../store/apps.ts";
import type { Credentials } from "./authenticate.ts";

/** An app that an emulator knows from the start. */
export interface NamedApp extends Tenant {
  /** Names the app in paths that begin with `/app-id/{appId}`. */
  appId?: string;
  /** Certificates that its built tokens may be signed with. */
  certificates?: readonly string[];
  /** The UUID by which responses name the app. @default one made of its name */
  uuid?: string;
  /** Client id and secret with which it gets tokens where tokens are checked. */
  client?: { id: string; secret: string };
}

/** Which app a path is about, and how its tokens are checked. */
export interface Tenants {
  /** @param org `app-id` where the second part is an App ID */
  of(org: string, app: string): Tenant;
  credentialsOf(tenant: Tenant): Credentials | undefined;
  clientOf(tenant: Tenant): NamedApp["client"];
  /** The UUID that an app was given. */
  uuidOf(tenant: Tenant): string | undefined;
}

/** What stands in place of an organization before an App ID. */
const APP_ID = "app-id";

export function createTenants(named: readonly NamedApp[]): Tenants {
  const find = ({ org, app }: Tenant) => named.find((each) => each.org === org && each.app === app);
  const byId = new Map(named.flatMap((each) => (each.appId === undefined ? [] : [[each.appId, each] as const])));
  return {
    of: (org, app) => (org === APP_ID ? (byId.get(app) ?? { org, app }) : { org, app }),
    clientOf: (tenant) => find(tenant)?.client,
    uuidOf: (tenant) => find(tenant)?.uuid,
    credentialsOf(tenant) {
      const found = find(tenant);
      return found?.appId && found.certificates?.length
        ? { appId: found.appId, certificates: found.certificates }
        : undefined;
    },
  };
}
