/** The web SDK of the service, as it comes, in Node. */
import { createRequire } from "node:module";

/** What the SDK has called, and got. */
export const called: { method: string; path: string; status: number; body: string }[] = [];

/** As much of an XMLHttpRequest as the SDK uses, on `fetch`. */
class Xhr extends EventTarget {
  readyState = 0;
  status = 0;
  responseText = "";
  response: unknown = "";
  responseType = "";
  timeout = 0;
  upload = new EventTarget();
  onreadystatechange = () => {};
  onload = () => {};
  onerror = () => {};
  #method = "";
  #url = "";
  #headers = new Headers();

  open(method: string, url: string) {
    this.#method = method;
    this.#url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.#headers.set(name, value);
  }
  getResponseHeader() {
    return null;
  }
  async send(body: BodyInit | null = null) {
    const told = await fetch(this.#url, { method: this.#method, headers: this.#headers, body }).then(
      async (response) => {
        this.status = response.status;
        this.responseText = await response.text();
        this.response = this.responseText;
        const path = new URL(this.#url).pathname;
        called.push({ method: this.#method, path, status: response.status, body: this.responseText });
        return "load";
      },
      () => "error",
    );
    this.readyState = 4;
    this.onreadystatechange();
    if (told === "load") this.onload();
    else this.onerror();
    this.dispatchEvent(new Event(told));
  }
  abort() {}
}

/** What of a browser the SDK asks for that Node does not have. */
function polyfill(): void {
  const listeners = { addEventListener() {}, removeEventListener() {} };
  const location = { protocol: "http:", host: "localhost", hostname: "localhost", href: "http://localhost/" };
  const missing = {
    window: globalThis,
    self: globalThis,
    document: { ...listeners, visibilityState: "visible" },
    location,
    XMLHttpRequest: Xhr,
    ...listeners,
  };
  for (const [name, value] of Object.entries(missing)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's own types need those of a browser.
export type Sdk = any;

export function loadSdk(): Sdk {
  polyfill();
  const module = createRequire(import.meta.url)("agora-chat");
  const sdk = module.default ?? module;
  sdk.logger.disableAll();
  return sdk;
}

/** Something that a client was told. */
export interface Heard {
  handler: string;
  value: Record<string, unknown>;
  /** When, by the clock of `performance`. */
  at: number;
}

const HANDLERS = [
  ...["onConnected", "onDisconnected", "onReconnecting", "onError", "onTokenWillExpire", "onTokenExpired"],
  ...["onTextMessage", "onCmdMessage", "onCustomMessage", "onLocationMessage", "onImageMessage", "onMessage"],
  ...["onReadMessage", "onDeliveredMessage", "onChannelMessage", "onRecallMessage", "onModifiedMessage"],
  ...["onContactInvited", "onContactAdded", "onContactAgreed", "onContactRefuse", "onContactDeleted"],
  ...["onGroupEvent", "onChatroomEvent", "onPresenceStatusChange", "onReactionChange", "onChatThreadChange"],
  ...["onMultiDeviceEvent", "onMessagePinEvent", "onOfflineMessageSyncStart", "onOfflineMessageSyncFinish"],
];

/** A client of the SDK, and what it was told. */
export class SdkClient {
  readonly connection: Sdk;
  readonly heard: Heard[] = [];

  constructor(sdk: Sdk, options: Record<string, unknown>) {
    this.connection = new sdk.connection({ isHttpDNS: false, heartBeatWait: 30_000, ...options });
    const record =
      (handler: string) =>
      (value: Record<string, unknown> = {}) =>
        void this.heard.push({ handler, value, at: performance.now() });
    this.connection.addEventHandler("test", Object.fromEntries(HANDLERS.map((handler) => [handler, record(handler)])));
  }

  /** What one handler was told, the first first. */
  of(handler: string): Record<string, unknown>[] {
    return this.heard.filter((each) => each.handler === handler).map(({ value }) => value);
  }
}
