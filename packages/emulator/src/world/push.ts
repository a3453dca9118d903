/** What an app holds of presence and of pushes. Rows are replaced, never changed in place. Times are Unix milliseconds. */
import type { components } from "@agora-chat-openapi/spec";
import type { TableDefinition } from "./table.ts";

/** How a user shows up. */
export interface Presence {
  readonly username: string;
  /** The status of each device. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly text: string;
  readonly changed: number;
}

/** `owner` follows the presence of `user`. */
export interface PresenceSubscription {
  readonly owner: string;
  readonly user: string;
  readonly until: number;
}

/** A label that gathers users for pushes. */
export interface PushLabel {
  /** Its name in small letters. */
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly created: number;
}

export interface PushLabelUser {
  /** The key of the label. */
  readonly label: string;
  readonly user: string;
  readonly created: number;
}

/** A wording of push notifications. */
export interface PushTemplate {
  readonly name: string;
  readonly title: string;
  readonly content: string;
  readonly created: number;
  readonly modified: number;
}

export type PushMode = "DEFAULT" | "ALL" | "AT" | "NONE";

/** What a user is notified about in the whole app, or in one conversation. */
export interface PushSettings {
  readonly user: string;
  readonly target: string;
  readonly mode: PushMode;
  /** Hours of the day without push, as `HH:MM-HH:MM`. */
  readonly interval?: string;
  /** Until when nothing is pushed; 0 where a silence was ended. */
  readonly silentUntil?: number;
}

export interface PushLanguage {
  readonly username: string;
  readonly language: string;
}

/** The token of a user's device at the push service for which a certificate is. */
export interface PushBinding {
  readonly user: string;
  readonly device: string;
  /** The name of the certificate. */
  readonly certificate: string;
  readonly token: string;
}

/** What the app has set up to push through a vendor. */
export interface PushCertificate {
  readonly uuid: string;
  readonly settings: components["schemas"]["NewPushCertificate"];
  readonly created: number;
}

/** What the older call sets of a user's pushes; each is there once it was set. */
export interface PushProfile {
  readonly username: string;
  /** 1 where notifications tell who wrote and what, 0 where they do not. */
  readonly displayStyle?: number;
  readonly isQuiet?: boolean;
  /** Hours of the day. */
  readonly quietFrom?: number;
  readonly quietTo?: number;
  /** The name of the certificate that a token is for. */
  readonly certificate?: string;
}

/** What came of a notification for a user, by the names that the description gives the texts. */
export type PushOutcome = "delivered" | "unbound" | "unregistered" | "offline";

/** What is sent, and which way it takes. */
export interface PushNotification {
  readonly strategy: number;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Notifications that one call sends. */
export interface PushSend extends PushNotification {
  readonly id: string;
  /** What `targets` are, which everyone needs none of. */
  readonly kind: "users" | "labels" | "everyone";
  readonly targets?: readonly string[];
  readonly begins: number;
  /** Usernames by what came of it; absent while it waits for its start. */
  readonly outcomes?: Readonly<Partial<Record<PushOutcome, readonly string[]>>>;
}

/** How many notifications a vendor took on a day. */
export interface PushFigure {
  /** In UTC, such as `2026-03-02`. */
  readonly day: string;
  readonly vendor: string;
  readonly taken: number;
}

const ofUser = { user: ({ user }: { readonly user: string }) => user };
const all = { all: () => "" };

export const PRESENCES: TableDefinition<Presence, never> = { key: ({ username }) => username };
export const PRESENCE_SUBSCRIPTIONS: TableDefinition<PresenceSubscription, "owner" | "user"> = {
  key: ({ owner, user }) => [owner, user],
  by: { owner: ({ owner }) => owner, ...ofUser },
};
export const LABELS: TableDefinition<PushLabel, "all"> = { key: ({ key }) => key, by: all };
export const LABEL_USERS: TableDefinition<PushLabelUser, "label" | "user"> = {
  key: ({ label, user }) => [label, user],
  by: { label: ({ label }) => label, ...ofUser },
};
export const TEMPLATES: TableDefinition<PushTemplate, never> = { key: ({ name }) => name };
export const SETTINGS: TableDefinition<PushSettings, "user"> = {
  key: ({ user, target }) => [user, target],
  by: ofUser,
};
export const LANGUAGES: TableDefinition<PushLanguage, never> = { key: ({ username }) => username };
export const BINDINGS: TableDefinition<PushBinding, "user"> = {
  key: ({ user, device, certificate }) => [user, device, certificate],
  by: ofUser,
};
export const CERTIFICATES: TableDefinition<PushCertificate, "all" | "name"> = {
  key: ({ uuid }) => uuid,
  by: { ...all, name: ({ settings }) => settings.name },
};
export const PROFILES: TableDefinition<PushProfile, never> = { key: ({ username }) => username };
export const SENDS: TableDefinition<PushSend, "waiting" | "done"> = {
  key: ({ id }) => id,
  by: {
    waiting: ({ outcomes }) => (outcomes ? undefined : ""),
    done: ({ outcomes }) => (outcomes ? "" : undefined),
  },
};
export const FIGURES: TableDefinition<PushFigure, "all"> = { key: ({ day, vendor }) => [day, vendor], by: all };
