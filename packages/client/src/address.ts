/** Which app: by organization and app, by the App Key that joins them, or by the App ID. */
type App =
  | {
      /** Organization: the part of the App Key before the `#`. */
      org: string;
      /** App: the part of the App Key after the `#`. */
      app: string;
      appKey?: undefined;
      appId?: undefined;
    }
  | {
      /** The whole App Key, `org#app`. */
      appKey: string;
      org?: undefined;
      app?: undefined;
      appId?: undefined;
    }
  | {
      /** The App ID of the project: calls go to `/app-id/{appId}/…`. */
      appId: string;
      org?: undefined;
      app?: undefined;
      appKey?: undefined;
    };

/** Where the app lives: a data center's host name, or a whole base URL (a mock, a proxy). */
export type Address = App &
  (
    | {
        /** Host name of the app's data center, as the console shows it. */
        host: string;
        baseUrl?: undefined;
      }
    | {
        /** Address to put before the path of the app, such as `http://localhost:4010`. */
        baseUrl: string;
        host?: undefined;
      }
  );

const HOST = /^[A-Za-z0-9.-]+(:\d+)?$/;
const BASE_URL = /^https?:\/\/[^/?#]+[^?#]*$/;
/** Neither empty nor a step up. */
const SEGMENT = /^(?!\.{0,2}$)/;
const APP_KEY = /^(?!\.{0,2}#)([^#]+)#(?!\.{0,2}$)([^#]+)$/;

/** The base URL of one app, without a trailing slash. @throws TypeError if a part is missing or malformed. */
export function appUrl({ host, baseUrl, ...app }: Address): string {
  const base =
    baseUrl === undefined
      ? `https://${checked("host", host, HOST, "a name like a61.chat.agora.io")}`
      : checked("baseUrl", baseUrl, BASE_URL, "an http(s) URL").replace(/\/+$/, "");
  return [base, ...segmentsOf(app).map(encodeURIComponent)].join("/");
}

function segmentsOf({ org, app, appKey, appId }: App): string[] {
  if ([appKey, appId, org ?? app].filter((given) => given !== undefined).length > 1) {
    throw new TypeError('give "org" and "app", or "appKey", or "appId"');
  }
  if (appId !== undefined) return ["app-id", checked("appId", appId, SEGMENT, "the App ID of a project")];
  if (appKey !== undefined) return checked("appKey", appKey, APP_KEY, "an App Key like 41117440#383391").split("#");
  return [checked("org", org, SEGMENT, "half of the App Key"), checked("app", app, SEGMENT, "half of the App Key")];
}

function checked(name: string, value: unknown, pattern: RegExp, expected: string): string {
  const text = String(value ?? "");
  if (!pattern.test(text)) throw new TypeError(`"${name}" is ${expected}, not ${JSON.stringify(value)}`);
  return text;
}
