interface Tenant {
  /** Organization: the part of the App Key before the `#`. */
  org: string;
  /** App: the part of the App Key after the `#`. */
  app: string;
}

/** Where the app lives: a data center's host name, or a whole base URL (a mock, a proxy). */
export type BaseUrlOptions = Tenant &
  (
    | {
        /** Host name of the app's data center, as the console shows it. */
        host: string;
        baseUrl?: never;
      }
    | {
        /** Address to put before `/{org}/{app}`, such as `http://localhost:4010`. */
        baseUrl: string;
        host?: never;
      }
  );

/** The base URL of one app, without a trailing slash. @throws TypeError if a part is missing or malformed. */
export function tenantUrl({ host, baseUrl, org, app }: BaseUrlOptions): string {
  const base = baseUrl ?? `https://${host}`;
  if (baseUrl === undefined && !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host ?? "")) {
    throw wrong("host", "a name like a61.chat.agora.io", host);
  }
  if (!/^https?:\/\/[^/?#]+[^?#]*$/.test(base)) throw wrong("baseUrl", "an http(s) URL", baseUrl);
  return `${base.replace(/\/+$/, "")}/${segment("org", org)}/${segment("app", app)}`;
}

function segment(name: string, value: string): string {
  if (!value || /^\.\.?$/.test(value)) throw wrong(name, "half of the App Key", value);
  return encodeURIComponent(value);
}

function wrong(name: string, right: string, value: unknown): TypeError {
  return new TypeError(`"${name}" is ${right}, not ${JSON.stringify(value)}`);
}
