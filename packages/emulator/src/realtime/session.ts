/** One socket: logs a user in on a device, hands over what waits for them, and takes what they send. */
import type { WebSocket } from "ws";
import { logOut } from "../domain/device.ts";
import {
  CommSyncULSchema,
  type Meta,
  Meta_NameSpace,
  type MSync,
  MSync_Command,
  MSyncSchema,
} from "../generated/realtime/sync_pb.ts";
import { takeChat } from "./chat.ts";
import { decode } from "./decode.ts";
import { createFrames, type Frames, type Goodbye } from "./frames.ts";
import { BATCH } from "./guesses.ts";
import type { Connection } from "./hub.ts";
import { type LoggedIn, type LoginOptions, logInBy } from "./login.ts";
import { acknowledge, waitingFor } from "./queue.ts";
import { takeRoom } from "./rooms.ts";

/** How many things that wait are counted. */
const MOST_COUNTED = 1000;
/** How long a client has to close after it was told why, in ms. */
const LINGER = 1000;

export interface SessionOptions extends LoginOptions {
  onFault: (error: unknown) => void;
}

export class Session {
  readonly #socket: WebSocket;
  readonly #options: SessionOptions;
  #client: Client | undefined;
  #login: Promise<void> | undefined;
  /** Resolves once its device is logged out. */
  readonly closed: Promise<void>;

  constructor(socket: WebSocket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.binaryType = "nodebuffer";
    socket.on("message", (data) => this.#take(data as Buffer).catch(options.onFault));
    socket.on("error", () => socket.terminate());
    this.closed = new Promise((resolve) => socket.once("close", resolve))
      .then(() => this.#leave())
      .catch(options.onFault);
  }

  /** Cuts the connection; the client may come again. */
  terminate(): void {
    this.#socket.terminate();
  }

  async #take(data: Buffer): Promise<void> {
    const frame = decode(MSyncSchema, data);
    if (!frame) return this.#socket.close(1003, "not a frame");
    if (frame.command === MSync_Command.PROVISION) {
      this.#login ??= this.#logIn(frame);
      return this.#login;
    }
    await this.#login;
    if (!this.#client) return this.#socket.close(1008, "not logged in");
    return this.#client.take(frame);
  }

  async #logIn(frame: MSync): Promise<void> {
    const login = await logInBy(frame, this.#options);
    const [org = "", app = ""] = (frame.guid?.appKey ?? "").split("#");
    if ("code" in login) {
      this.#socket.send(createFrames({ org, app }).provision(frame.guid?.clientResource ?? "", login));
      this.#socket.close();
      return;
    }
    const frames = createFrames({ org, app });
    this.#client = new Client(this.#socket, login, frames);
    login.hub.add(this.#client);
    this.#socket.send(frames.provision(login.seat.resource, {}, login.expires));
  }

  async #leave(): Promise<void> {
    await this.#login;
    const client = this.#client;
    if (!client?.login.hub.remove(client)) return;
    const { app, seat } = client.login;
    await app.call((world) => {
      world.actor = seat;
      logOut(world, { username: seat.user }, seat.resource);
    });
  }
}

/** A device that is logged in. */
class Client implements Connection {
  readonly login: LoggedIn;
  readonly #socket: WebSocket;
  readonly #frames: Frames;
  /** Whether the client was told that something has come, and has not asked for it yet. */
  #isTold = false;
  /** How many requests for what waits are under way. */
  #pulls = 0;
  /** Whether the client has not seen the end of the queue. */
  #isDraining = false;
  /** Whether something came that the answers under way may lack. */
  #isBehind = false;

  constructor(socket: WebSocket, login: LoggedIn, frames: Frames) {
    this.#socket = socket;
    this.login = login;
    this.#frames = frames;
  }

  get user(): string {
    return this.login.seat.user;
  }

  get resource(): string {
    return this.login.seat.resource;
  }

  wake(): void {
    // A client that takes what there is does not listen to notices; it is told when it is done.
    if (this.#pulls > 0 || this.#isDraining) this.#isBehind = true;
    else if (!this.#isTold) {
      this.#isTold = true;
      this.#socket.send(this.#frames.notice());
    }
  }

  drop(): void {
    this.#socket.terminate();
  }

  end(why: Goodbye): void {
    this.#socket.send(this.#frames.goodbye(this.user, why, Date.now()));
    this.#socket.close();
    setTimeout(() => this.#socket.terminate(), LINGER).unref();
  }

  async take({ command, payload }: MSync): Promise<void> {
    if (command === MSync_Command.UNREAD) return this.#count();
    if (command !== MSync_Command.SYNC) return;
    const sync = decode(CommSyncULSchema, payload);
    if (sync?.meta) return this.#takeMeta(sync.meta);
    if (sync?.queue) return this.#pull(sync.key === "0" ? undefined : Number(sync.key));
  }

  async #count(): Promise<void> {
    const { app, seat, clockLead } = this.login;
    this.#isTold = false;
    const { count, now } = await app.call((world) => ({
      count: waitingFor(world, seat, MOST_COUNTED).length,
      now: world.now - clockLead,
    }));
    this.#socket.send(this.#frames.unread(count, now));
  }

  async #pull(key: number | undefined): Promise<void> {
    const { app, seat } = this.login;
    this.#isTold = false;
    this.#isBehind = false;
    this.#pulls++;
    try {
      const { waiting, now } = await app.call((world) => {
        if (key !== undefined) acknowledge(world, seat, key);
        return { waiting: waitingFor(world, seat, BATCH), now: world.now };
      });
      this.#socket.send(this.#frames.batch(waiting, now));
      this.#isDraining = waiting.length > 0;
    } finally {
      this.#pulls--;
    }
    if (this.#isBehind && !this.#isDraining && this.#pulls === 0) this.wake();
  }

  async #takeMeta(meta: Meta): Promise<void> {
    const context = { ...this.login, frames: this.#frames };
    if (meta.ns === Meta_NameSpace.CHAT) this.#socket.send(await takeChat(context, meta));
    else if (meta.ns === Meta_NameSpace.MUC) this.#socket.send(await takeRoom(context, meta));
  }
}
