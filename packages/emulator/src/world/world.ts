import { CLOCK, type ClockControl, DEFAULTS, SETTINGS, type Settings, timeBy } from "./controls.ts";
import { DUE, type Due } from "./due.ts";
import type {
  Channel,
  Contact,
  Device,
  GlobalMute,
  Listed,
  Member,
  MemberAttributes,
  Muted,
  RoomAttribute,
  SharedFile,
  SuperAdmin,
  Token,
  User,
  UserAttributes,
  UserBlock,
} from "./entities.ts";
import type { Event } from "./events.ts";
import { createIds, type Ids } from "./ids.ts";
import * as messages from "./messages.ts";
import { type AppName, NAMELESS, type StoredRow, type WorldOptions } from "./options.ts";
import * as push from "./push.ts";
import type { QuotaOf } from "./quotas.ts";
import type { Placed } from "./rows.ts";
import { type Change, type Restorable, Table, type TableDefinition } from "./table.ts";

export type { AppName, StoredRow, WorldOptions };

/** More new things than one commit has room for in their ids. */
const SERIALS_OF_A_VERSION = 1_000_000;

const ofChannel = { channel: (row: Listed) => row.channel, user: (row: Listed) => row.user };
const member = (row: Listed) => [row.channel, row.user];

/** The state of one app: its tables, its time, and what has happened since it was last stored. */
export class World {
  readonly #clock: () => number;
  readonly #isFrozen: boolean;
  readonly #defaults: Settings;
  readonly #tables = new Map<string, Restorable>();
  #changes: Change[] = [];
  #events: Event[] = [];
  #lastPlace = 0;
  #serial = 0;
  readonly ids: Ids;
  readonly app: AppName;
  readonly quota: QuotaOf;
  /** How many commits the app has behind it. */
  version = 0;
  /** The time of the call that runs. */
  now: number;

  readonly clock: Table<ClockControl>;
  readonly ownSettings: Table<Settings>;
  readonly due: Table<Due>;
  readonly users: Table<User, "all" | "uuid">;
  readonly tokens: Table<Token, "user">;
  readonly userAttributes: Table<UserAttributes>;
  readonly contacts: Table<Contact, "owner" | "user">;
  readonly userBlocks: Table<UserBlock, "owner" | "user">;
  readonly globalMutes: Table<GlobalMute, "all">;
  readonly devices: Table<Device, "user">;
  readonly channels: Table<Channel, "kind" | "owner">;
  readonly members: Table<Member, "channel" | "user" | "admins">;
  readonly allowed: Table<Listed, "channel" | "user">;
  readonly barred: Table<Listed, "channel" | "user">;
  readonly muted: Table<Muted, "channel" | "user">;
  readonly memberAttributes: Table<MemberAttributes, "channel" | "user">;
  readonly roomAttributes: Table<RoomAttribute, "channel" | "setter">;
  readonly superAdmins: Table<SuperAdmin, "all">;
  readonly sharedFiles: Table<SharedFile, "channel">;
  readonly presences: Table<push.Presence>;
  readonly presenceSubscriptions: Table<push.PresenceSubscription, "owner" | "user">;
  readonly pushLabels: Table<push.PushLabel, "all">;
  readonly pushLabelUsers: Table<push.PushLabelUser, "label" | "user">;
  readonly pushTemplates: Table<push.PushTemplate>;
  readonly pushSettings: Table<push.PushSettings, "user">;
  readonly pushLanguages: Table<push.PushLanguage>;
  readonly pushBindings: Table<push.PushBinding, "user">;
  readonly pushCertificates: Table<push.PushCertificate, "all">;
  readonly messages: Table<messages.Message, "conversation" | "imported" | "to" | "from" | "hour">;
  readonly recalls: Table<messages.Recall, "hour">;
  readonly sessions: Table<messages.Session, "user">;
  readonly formerMembers: Table<messages.FormerMember, "user">;
  readonly clearedConversations: Table<messages.ClearedConversation, "user">;
  readonly hiddenMessages: Table<messages.HiddenMessage, "user" | "message">;
  readonly chatFiles: Table<messages.ChatFile>;

  constructor(options: WorldOptions = {}) {
    const {
      app = NAMELESS,
      clock = Date.now,
      ids,
      quotas = () => Infinity,
      settings = DEFAULTS,
      freeze = false,
    } = options;
    this.app = app;
    this.quota = (name) => quotas(name, this.settings.plan);
    this.#defaults = settings;
    this.#clock = clock;
    this.#isFrozen = freeze;
    this.now = clock();
    this.ids = ids ?? createIds(() => this.version * SERIALS_OF_A_VERSION + this.#serial++);

    this.clock = this.#table("clock", CLOCK);
    this.ownSettings = this.#table("settings", SETTINGS);
    this.due = this.#table("due", DUE);
    const all = { all: () => "" };
    this.users = this.#table("users", {
      key: (row: User) => row.username,
      by: { ...all, uuid: (row: User) => row.uuid },
    });
    this.tokens = this.#table("tokens", { key: (row: Token) => row.digest, by: { user: (row: Token) => row.user } });
    this.userAttributes = this.#table("userAttributes", { key: (row: UserAttributes) => row.username });
    const sides = { owner: (row: UserBlock) => row.owner, user: (row: UserBlock) => row.user };
    const side = (row: UserBlock) => [row.owner, row.user];
    this.contacts = this.#table<Contact, "owner" | "user">("contacts", { key: side, by: sides });
    this.userBlocks = this.#table<UserBlock, "owner" | "user">("userBlocks", { key: side, by: sides });
    this.globalMutes = this.#table("globalMutes", { key: (row: GlobalMute) => row.username, by: all });
    this.devices = this.#table<Device, "user">("devices", {
      key: (row) => [row.user, row.resource],
      by: { user: (row) => row.user },
    });
    this.channels = this.#table<Channel, "kind" | "owner">("channels", {
      key: (row) => row.id,
      by: { kind: (row) => row.kind, owner: (row) => row.owner },
    });
    this.members = this.#table<Member, "channel" | "user" | "admins">("members", {
      key: member,
      by: { ...ofChannel, admins: (row) => (row.isAdmin ? row.channel : undefined) },
    });
    this.allowed = this.#table<Listed, "channel" | "user">("allowed", { key: member, by: ofChannel });
    this.barred = this.#table<Listed, "channel" | "user">("barred", { key: member, by: ofChannel });
    this.muted = this.#table<Muted, "channel" | "user">("muted", { key: member, by: ofChannel });
    this.memberAttributes = this.#table<MemberAttributes, "channel" | "user">("memberAttributes", {
      key: member,
      by: ofChannel,
    });
    this.roomAttributes = this.#table<RoomAttribute, "channel" | "setter">("roomAttributes", {
      key: (row) => [row.channel, row.key],
      by: { channel: (row) => row.channel, setter: (row) => `${row.channel}/${row.setter}` },
    });
    this.superAdmins = this.#table("superAdmins", { key: (row: SuperAdmin) => row.username, by: all });
    this.sharedFiles = this.#table<SharedFile, "channel">("sharedFiles", {
      key: (row) => [row.channel, row.id],
      by: { channel: (row) => row.channel },
    });
    this.presences = this.#table("presences", push.PRESENCES);
    this.presenceSubscriptions = this.#table("presenceSubscriptions", push.PRESENCE_SUBSCRIPTIONS);
    this.pushLabels = this.#table("pushLabels", push.LABELS);
    this.pushLabelUsers = this.#table("pushLabelUsers", push.LABEL_USERS);
    this.pushTemplates = this.#table("pushTemplates", push.TEMPLATES);
    this.pushSettings = this.#table("pushSettings", push.SETTINGS);
    this.pushLanguages = this.#table("pushLanguages", push.LANGUAGES);
    this.pushBindings = this.#table("pushBindings", push.BINDINGS);
    this.pushCertificates = this.#table("pushCertificates", push.CERTIFICATES);
    this.messages = this.#table("messages", messages.MESSAGES);
    this.recalls = this.#table("recalls", messages.RECALLS);
    this.sessions = this.#table("sessions", messages.SESSIONS);
    this.formerMembers = this.#table("formerMembers", messages.FORMER_MEMBERS);
    this.clearedConversations = this.#table("clearedConversations", messages.CLEARED_CONVERSATIONS);
    this.hiddenMessages = this.#table("hiddenMessages", messages.HIDDEN_MESSAGES);
    this.chatFiles = this.#table("chatFiles", messages.CHAT_FILES);
  }

  /** The place that the latest change of a row took. */
  get place(): number {
    return this.#lastPlace;
  }

  /** The tables by name. */
  get tables(): ReadonlyMap<string, Restorable> {
    return this.#tables;
  }

  /** Says that something happened. */
  emit(event: Event): void {
    this.#events.push(event);
  }

  /** How the app is set up. */
  get settings(): Settings {
    return this.ownSettings.get("") ?? this.#defaults;
  }

  /** Reads the app's clock. */
  tell(): void {
    this.now = timeBy(this.clock.get(""), this.realTime);
  }

  /** The time of the emulator, in Unix ms, whatever the app's clock says. */
  get realTime(): number {
    return this.#clock();
  }

  /** Runs a call; one that throws leaves the world as it was. */
  run<Result>(call: () => Result): Result {
    const [changes, events, serial] = [this.#changes.length, this.#events.length, this.#serial];
    this.tell();
    try {
      return call();
    } catch (error) {
      this.#undoTo(changes);
      this.#events.length = events;
      this.#serial = serial;
      throw error;
    }
  }

  /** What has changed since the last commit, each row once and as it is now. */
  changes(): StoredRow[] {
    const last = new Map(this.#changes.map((change) => [`${change.table.name} ${change.key}`, change]));
    return [...last.values()].map(({ table, key, place }) => ({
      table: table.name,
      key,
      // A row that was deleted and came again has a new place.
      place: table.find(key)?.place ?? place,
      row: table.find(key)?.row,
    }));
  }

  /** Takes the changes for stored. @returns what has happened */
  committed(version: number): Event[] {
    const events = this.#events;
    this.#forget();
    this.version = version;
    return events;
  }

  /** Goes back to the last commit. */
  rollback(): void {
    this.#undoTo(0);
    this.#forget();
  }

  /** Fills an empty world with what was stored, in the order of places. */
  load(rows: Iterable<StoredRow>, version: number): void {
    for (const { table, key, place, row } of rows) {
      const known = this.#tables.get(table);
      if (!known) throw new Error(`there is no table ${table}`);
      known.restore(key, place, row);
      this.#lastPlace = Math.max(this.#lastPlace, place);
    }
    this.version = version;
  }

  /** All rows, in the order of their places. */
  rows(): StoredRow[] {
    const rows = [...this.#tables.values()].flatMap((table) =>
      [...table.list()].map(({ key, place, row }) => ({ table: table.name, key, place, row })),
    );
    return rows.sort((one, other) => one.place - other.place);
  }

  /** Makes the app hold these rows and no others, as one change. Later rows still come after all that there were. */
  replace(rows: Iterable<StoredRow>): void {
    const wanted = new Map([...this.#tables.keys()].map((name) => [name, [] as Placed<object>[]]));
    for (const { table, key, place, row } of rows) {
      const list = wanted.get(table);
      if (!list) throw new Error(`there is no table ${table}`);
      if (row) list.push({ key, place, row });
      this.#lastPlace = Math.max(this.#lastPlace, place);
    }
    for (const [name, list] of wanted) this.#tables.get(name)?.replace(list);
    this.tell();
  }

  #undoTo(length: number): void {
    for (const { table, key, place, before } of this.#changes.splice(length).reverse()) {
      table.restore(key, place, before);
    }
  }

  #forget(): void {
    this.#changes = [];
    this.#events = [];
    this.#serial = 0;
  }

  #table<Row extends object, Index extends string = never>(
    name: string,
    definition: TableDefinition<Row, Index>,
  ): Table<Row, Index> {
    const table = new Table(name, definition, {
      nextPlace: () => ++this.#lastPlace,
      record: (change) => this.#changes.push(change),
      isFrozen: this.#isFrozen,
    });
    this.#tables.set(name, table);
    return table;
  }
}
