/** The sockets of one app, and what wakes them. */
import type { App } from "../store/app.ts";
import type { Event } from "../world/events.ts";
import { EVERYONE } from "../world/messages.ts";
import type { Goodbye } from "./frames.ts";
import { endLostSessions } from "./lost-sessions.ts";
import type { Seat } from "./queue.ts";

/** A socket on which a user is logged in. */
export interface Connection extends Seat {
  /** Says that something has come. */
  wake(): void;
  /** Says why it ends, and ends it. */
  end(why: Goodbye): void;
  /** Cuts it, so that its client comes again. */
  drop(): void;
}

export interface Hub {
  add(connection: Connection): void;
  /** @returns whether it was still there: another may have come in its place */
  remove(connection: Connection): boolean;
}

export function createHub(app: App, onFault: (error: unknown) => void): Hub {
  const users = new Map<string, Map<string, Connection>>();
  let channels = new Set<string>();

  const wakeUser = (user: string) => {
    for (const connection of users.get(user)?.values() ?? []) connection.wake();
  };

  function wakeMembers(channel: string): void {
    if (channels.add(channel).size > 1) return;
    app
      .call((world) => {
        const members = [...channels].flatMap((id) => [...world.members.by("channel", id)].map(({ user }) => user));
        channels = new Set();
        return new Set(members);
      })
      .then((members) => members.forEach(wakeUser), onFault);
  }

  function hear(event: Event): void {
    switch (event.type) {
      case "message-sent": {
        const { chatType, from, to } = event.message;
        if (chatType !== "chat") wakeMembers(to);
        else if (to === EVERYONE) for (const user of users.keys()) wakeUser(user);
        else for (const user of new Set([from, to])) wakeUser(user);
        break;
      }
      case "signal-queued": {
        const { user, channel = "" } = event.signal;
        if (user === undefined) wakeMembers(channel);
        else wakeUser(user);
        break;
      }
      case "app-replaced":
        for (const own of users.values()) for (const connection of own.values()) connection.drop();
        endLostSessions(app).catch(onFault);
        break;
      case "device-offline":
        // A client that has gone by itself is not here any longer.
        users
          .get(event.user)
          ?.get(event.resource)
          ?.end(event.reason === "logout" ? "forced" : event.reason);
        break;
      case "user-deleted":
        for (const connection of users.get(event.user.username)?.values() ?? []) connection.end("removed");
    }
  }

  app.listen(hear);
  return {
    add(connection) {
      const { user, resource } = connection;
      const own = users.get(user) ?? new Map<string, Connection>();
      own.get(resource)?.end("replaced");
      own.set(resource, connection);
      users.set(user, own);
    },
    remove(connection) {
      const { user, resource } = connection;
      const own = users.get(user);
      if (own?.get(resource) !== connection) return false;
      own.delete(resource);
      if (own.size === 0) users.delete(user);
      return true;
    },
  };
}
