import { CLOCK, type ClockControl, DEFAULTS, SETTINGS, type Settings, timeBy } from "./controls.ts";
import * as entities from "./entities.ts";
import type { Event } from "./events.ts";
import { createIds, type Ids } from "./ids.ts";
import * as messages from "./messages.ts";
import { type AppName, NAMELESS, type StoredRow, type WorldOptions } from "./options.ts";
import * as push from "./push.ts";
import type { QuotaOf } from "./quotas.ts";
import type { Placed } from "./rows.ts";
import { type Change, type Restorable, Table, type TableDefinition } from "./table.ts";
import * as threads from "./threads.ts";

export type { AppName, StoredRow, WorldOptions };

/** More new things than one commit has room for in their ids. */
const SERIALS_OF_A_VERSION = 1_000_000;

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
  readonly users: Table<entities.User, "all" | "uuid">;
  readonly tokens: Table<entities.Token, "user">;
  readonly userAttributes: Table<entities.UserAttributes>;
  readonly contacts: Table<entities.Contact, "owner" | "user">;
  readonly userBlocks: Table<entities.UserBlock, "owner" | "user">;
  readonly globalMutes: Table<entities.GlobalMute, "all">;
  readonly devices: Table<entities.Device, "user">;
  readonly channels: Table<entities.Channel, "kind" | "owner">;
  readonly members: Table<entities.Member, "channel" | "user" | "admins">;
  readonly allowed: Table<entities.Listed, "channel" | "user">;
  readonly barred: Table<entities.Listed, "channel" | "user">;
  readonly muted: Table<entities.Muted, "channel" | "user">;
  readonly memberAttributes: Table<entities.MemberAttributes, "channel" | "user">;
  readonly roomAttributes: Table<entities.RoomAttribute, "channel" | "setter">;
  readonly superAdmins: Table<entities.SuperAdmin, "all">;
  readonly sharedFiles: Table<entities.SharedFile, "channel">;
  readonly presences: Table<push.Presence>;
  readonly presenceSubscriptions: Table<push.PresenceSubscription, "owner" | "user">;
  readonly pushLabels: Table<push.PushLabel, "all">;
  readonly pushLabelUsers: Table<push.PushLabelUser, "label" | "user">;
  readonly pushTemplates: Table<push.PushTemplate>;
  readonly pushSettings: Table<push.PushSettings, "user">;
  readonly pushLanguages: Table<push.PushLanguage>;
  readonly pushBindings: Table<push.PushBinding, "user">;
  readonly pushCertificates: Table<push.PushCertificate, "all">;
  readonly messages: Table<messages.Message, "conversation" | "to" | "from">;
  readonly recalls: Table<messages.Recall>;
  readonly sessions: Table<messages.Session, "user">;
  readonly formerMembers: Table<messages.FormerMember, "user">;
  readonly chatFiles: Table<messages.ChatFile>;
  readonly threads: Table<threads.Thread, "all" | "group" | "message">;
  readonly threadMembers: Table<threads.ThreadMember, "thread" | "user">;

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
    this.users = this.#table("users", entities.USERS);
    this.tokens = this.#table("tokens", entities.TOKENS);
    this.userAttributes = this.#table("userAttributes", entities.USER_ATTRIBUTES);
    this.contacts = this.#table("contacts", entities.CONTACTS);
    this.userBlocks = this.#table("userBlocks", entities.USER_BLOCKS);
    this.globalMutes = this.#table("globalMutes", entities.GLOBAL_MUTES);
    this.devices = this.#table("devices", entities.DEVICES);
    this.channels = this.#table("channels", entities.CHANNELS);
    this.members = this.#table("members", entities.MEMBERS);
    this.allowed = this.#table("allowed", entities.ALLOWED);
    this.barred = this.#table("barred", entities.BARRED);
    this.muted = this.#table("muted", entities.MUTED);
    this.memberAttributes = this.#table("memberAttributes", entities.MEMBER_ATTRIBUTES);
    this.roomAttributes = this.#table("roomAttributes", entities.ROOM_ATTRIBUTES);
    this.superAdmins = this.#table("superAdmins", entities.SUPER_ADMINS);
    this.sharedFiles = this.#table("sharedFiles", entities.SHARED_FILES);
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
    this.chatFiles = this.#table("chatFiles", messages.CHAT_FILES);
    this.threads = this.#table("threads", threads.THREADS);
    this.threadMembers = this.#table("threadMembers", threads.THREAD_MEMBERS);
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
