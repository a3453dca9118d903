import type { Actor } from "./actor.ts";
import * as callbacks from "./callbacks.ts";
import { CLOCK, DEFAULTS, SETTINGS, type Settings, timeBy } from "./controls.ts";
import { DUE } from "./due.ts";
import * as entities from "./entities.ts";
import type { Event, Happening } from "./events.ts";
import { createIds, type Ids } from "./ids.ts";
import * as messages from "./messages.ts";
import { type AppName, NAMELESS, type StoredRow, type WorldOptions } from "./options.ts";
import * as push from "./push.ts";
import type { QuotaOf } from "./quotas.ts";
import * as reactions from "./reactions.ts";
import * as realtime from "./realtime.ts";
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
  #storedSerial = 0;
  readonly #commonRules: readonly callbacks.CallbackRule[];
  readonly #react: (event: Event) => void;
  /** Tables that stand beside what the app holds: their changes make no new version of it. */
  readonly #aside = new Set<string>();
  readonly ids: Ids;
  readonly app: AppName;
  readonly quota: QuotaOf;
  /** How many commits the app has behind it. */
  version = 0;
  /** The time of the call that runs. */
  now: number;
  /** Who makes the call that runs; undefined where the app does. */
  actor: Actor | undefined;

  readonly clock = this.#table("clock", CLOCK);
  readonly ownSettings = this.#table("settings", SETTINGS);
  readonly due = this.#table("due", DUE);
  readonly users = this.#table("users", entities.USERS);
  readonly tokens = this.#table("tokens", entities.TOKENS);
  readonly userAttributes = this.#table("userAttributes", entities.USER_ATTRIBUTES);
  readonly contacts = this.#table("contacts", entities.CONTACTS);
  readonly userBlocks = this.#table("userBlocks", entities.USER_BLOCKS);
  readonly globalMutes = this.#table("globalMutes", entities.GLOBAL_MUTES);
  readonly devices = this.#table("devices", entities.DEVICES);
  readonly channels = this.#table("channels", entities.CHANNELS);
  readonly members = this.#table("members", entities.MEMBERS);
  readonly allowed = this.#table("allowed", entities.ALLOWED);
  readonly barred = this.#table("barred", entities.BARRED);
  readonly muted = this.#table("muted", entities.MUTED);
  readonly memberAttributes = this.#table("memberAttributes", entities.MEMBER_ATTRIBUTES);
  readonly roomAttributes = this.#table("roomAttributes", entities.ROOM_ATTRIBUTES);
  readonly superAdmins = this.#table("superAdmins", entities.SUPER_ADMINS);
  readonly sharedFiles = this.#table("sharedFiles", entities.SHARED_FILES);
  readonly presences = this.#table("presences", push.PRESENCES);
  readonly presenceSubscriptions = this.#table("presenceSubscriptions", push.PRESENCE_SUBSCRIPTIONS);
  readonly pushLabels = this.#table("pushLabels", push.LABELS);
  readonly pushLabelUsers = this.#table("pushLabelUsers", push.LABEL_USERS);
  readonly pushTemplates = this.#table("pushTemplates", push.TEMPLATES);
  readonly pushSettings = this.#table("pushSettings", push.SETTINGS);
  readonly pushLanguages = this.#table("pushLanguages", push.LANGUAGES);
  readonly pushBindings = this.#table("pushBindings", push.BINDINGS);
  readonly pushCertificates = this.#table("pushCertificates", push.CERTIFICATES);
  readonly pushProfiles = this.#table("pushProfiles", push.PROFILES);
  readonly pushSends = this.#table("pushSends", push.SENDS);
  readonly pushFigures = this.#table("pushFigures", push.FIGURES);
  readonly messages = this.#table("messages", messages.MESSAGES);
  readonly recalls = this.#table("recalls", messages.RECALLS);
  readonly sessions = this.#table("sessions", messages.SESSIONS);
  readonly formerMembers = this.#table("formerMembers", messages.FORMER_MEMBERS);
  readonly shields = this.#table("shields", messages.SHIELDS);
  readonly clearedConversations = this.#table("clearedConversations", messages.CLEARED_CONVERSATIONS);
  readonly hiddenMessages = this.#table("hiddenMessages", messages.HIDDEN_MESSAGES);
  readonly reactions = this.#table("reactions", reactions.REACTIONS);
  readonly reactionUsers = this.#table("reactionUsers", reactions.REACTION_USERS);
  readonly chatFiles = this.#table("chatFiles", messages.CHAT_FILES);
  readonly threads = this.#table("threads", threads.THREADS);
  readonly threadMembers = this.#table("threadMembers", threads.THREAD_MEMBERS);
  readonly callbackRules = this.#table("callbackRules", callbacks.CALLBACK_RULES);
  readonly deliveries = this.#table("deliveries", callbacks.DELIVERIES);
  readonly storedCallbacks = this.#table("storedCallbacks", callbacks.STORED_CALLBACKS);
  readonly questions = this.#table("questions", callbacks.QUESTIONS);
  readonly signals = this.#table("signals", realtime.SIGNALS);
  readonly positions = this.#table("positions", realtime.POSITIONS);
  readonly groupReads = this.#table("groupReads", realtime.GROUP_READS);
  readonly requests = this.#table("requests", realtime.REQUESTS);
  readonly conversationMarks = this.#table("conversationMarks", realtime.CONVERSATION_MARKS);

  constructor(options: WorldOptions = {}) {
    const { app = NAMELESS, clock = Date.now, ids, quotas = () => Infinity, settings = DEFAULTS } = options;
    const { react = () => {}, callbackRules = [], freeze = false } = options;
    this.app = app;
    this.quota = (name) => quotas(name, this.settings.plan);
    this.#defaults = settings;
    this.#react = react;
    this.#commonRules = callbackRules;
    this.#clock = clock;
    this.#isFrozen = freeze;
    this.now = clock();
    this.ids = ids ?? createIds(() => this.version * SERIALS_OF_A_VERSION + this.#serial++);
    const { deliveries, storedCallbacks, questions, signals, positions, groupReads } = this;
    const aside = [this.callbackRules, deliveries, storedCallbacks, questions, signals, positions, groupReads];
    for (const { name } of aside) this.#aside.add(name);
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
  emit(happening: Happening): void {
    const event = this.actor ? { ...happening, by: this.actor } : happening;
    this.#events.push(event);
    this.#react(event);
  }

  /** Takes the next place, for a row that comes later. */
  reservePlace(): number {
    return ++this.#lastPlace;
  }

  /** How the app is set up. */
  get settings(): Settings {
    return this.ownSettings.get("") ?? this.#defaults;
  }

  /** Which callbacks are posted to where. */
  get rules(): readonly callbacks.CallbackRule[] {
    const own = this.callbackRules;
    return own.size === 0 ? this.#commonRules : [...this.#commonRules, ...own.by("all")];
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
    this.actor = undefined;
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

  /** Whether changes make a new version of what the app holds; also where ids of this one were given away. */
  makesVersion(changes: readonly StoredRow[]): boolean {
    return this.#serial !== this.#storedSerial || changes.some(({ table }) => !this.#aside.has(table));
  }

  /** Takes the changes for stored. @returns what has happened */
  committed(version: number): Event[] {
    const events = this.#events;
    // The ids of a version are used up by degrees.
    this.#storedSerial = version === this.version ? this.#serial : 0;
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

  /** All rows of what the app holds, in the order of their places. */
  rows(): StoredRow[] {
    const rows = this.held.flatMap((table) =>
      [...table.list()].map(({ key, place, row }) => ({ table: table.name, key, place, row })),
    );
    return rows.sort((one, other) => one.place - other.place);
  }

  /** Makes the app hold these rows and no others, as one change. Later rows still come after all that there were. */
  replace(rows: Iterable<StoredRow>): void {
    const wanted = new Map(this.held.map(({ name }) => [name, [] as Placed<object>[]]));
    for (const { table, key, place, row } of rows) {
      const list = wanted.get(table);
      if (!list) throw new Error(`there is no table ${table}`);
      if (row) list.push({ key, place, row });
      this.#lastPlace = Math.max(this.#lastPlace, place);
    }
    for (const [name, list] of wanted) this.#tables.get(name)?.replace(list);
    this.tell();
    this.emit({ type: "app-replaced" });
  }

  /** The tables of what the app holds; others stand beside it. */
  get held(): Restorable[] {
    return [...this.#tables.values()].filter(({ name }) => !this.#aside.has(name));
  }

  #undoTo(length: number): void {
    for (const { table, key, place, before } of this.#changes.splice(length).reverse()) {
      table.restore(key, place, before);
    }
  }

  #forget(): void {
    this.#changes = [];
    this.#events = [];
    this.#serial = this.#storedSerial;
  }

  #table<Row extends object, Index extends string = never>(
    name: string,
    definition: TableDefinition<Row, Index>,
  ): Table<Row, Index> {
    const table = new Table(name, definition, {
      nextPlace: () => ++this.#lastPlace,
      record: (change) => this.#changes.push(change),
      isFrozen: () => this.#isFrozen,
    });
    this.#tables.set(name, table);
    return table;
  }
}
