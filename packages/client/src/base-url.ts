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
  const base = baseUrl === undefined ? hostUrl(host) : httpUrl(baseUrl);
  return `${base}/${segment("org", org)}/${segment("app", app)}`;
}

function hostUrl(host: string | undefined): string {
  if (!host) throw new TypeError('createChatClient: give "host" (such as "a61.chat.agora.io") or "baseUrl"');
  if (!/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) {
    throw new TypeError(`createChatClient: "host" is a host name without scheme or path, not ${JSON.stringify(host)}`);
  }
  return `https://${host}`;
}

function httpUrl(baseUrl: string): string {
  if (!/^https?:\/\/[^/?#]+[^?#]*$/.test(baseUrl)) {
    throw new TypeError(`createChatClient: "baseUrl" is an http(s) URL without query, not ${JSON.stringify(baseUrl)}`);
  }
  return baseUrl.replace(/\/+$/, "");
}

function segment(name: string, value: string): string {
  if (!value || value === "." || value === "..") {
    throw new TypeError(`createChatClient: "${name}" is one half of the App Key, not ${JSON.stringify(value)}`);
  }
  return encodeURIComponent(value);
}
