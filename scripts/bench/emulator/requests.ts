/**
 * CPU time of a request to the emulator, in memory and with a data file, beside node:http that sends the same bytes
 * without looking at anything, and the mock, which remembers nothing. Rounds alternate, so that all meet the same
 * machine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import autocannon from "autocannon";
import { startServer } from "./start-server.ts";

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 16;
const MEMBERS = 50;
/** Each of them can join each of the groups once, which is more than a run comes to. */
const USERS = 1000;
const GROUPS = 400;

const headers = { authorization: "Bearer token", "content-type": "application/json" };
const folder = mkdtempSync(join(tmpdir(), "bench-emulator-"));
const servers = {
  "bare node:http": await startServer("bare"),
  mock: await startServer("mock"),
  emulator: await startServer("emulator"),
  "… with a file": await startServer("emulator", join(folder, "chat.db")),
};

/** Registers the users and makes the groups of a server, the first of which has members. */
async function fill(baseUrl: string): Promise<string[]> {
  const chat = createChatClient({ baseUrl, org: "org", app: "app", token: "token" });
  const names = Array.from({ length: USERS }, (_, index) => `user-${index}`);
  for (let at = 0; at < USERS; at += 50) {
    await chat.createUsers({ body: names.slice(at, at + 50).map((username) => ({ username, password: "secret" })) });
  }
  const groups: string[] = [];
  for (let count = 0; count < GROUPS; count++) {
    const members = count === 0 ? names.slice(1, MEMBERS) : [];
    const group = { groupname: "group", public: true, maxusers: USERS, owner: "user-0", members };
    groups.push((await chat.createChatgroup({ body: group })).data.groupid);
  }
  return groups;
}

const groupsOf = {
  emulator: await fill(servers.emulator.url),
  "… with a file": await fill(servers["… with a file"].url),
};

interface Load {
  method: "GET" | "POST";
  /** The path of each request after `/org/app`. */
  path: (groups: string[], count: number) => string;
}

const loads: Record<string, Load> = {
  "get a user": { method: "GET", path: () => "/users/user-7" },
  "list 50 members": { method: "GET", path: ([group]) => `/chatgroups/${group}/users?pagenum=1&pagesize=50` },
  "add a member": {
    method: "POST",
    path: (groups, count) => {
      const group = groups[1 + (Math.floor(count / (USERS - 1)) % (GROUPS - 1))];
      return `/chatgroups/${group}/users/user-${1 + (count % (USERS - 1))}`;
    },
  },
};

type Name = keyof typeof servers;
/** How many requests of a kind each has had, so that nobody joins twice. */
const counts: Record<Name, number> = { "bare node:http": 0, mock: 0, emulator: 0, "… with a file": 0 };

async function measure(name: Name, { method, path }: Load): Promise<number> {
  const { url, cpu } = servers[name];
  const groups = groupsOf[name as keyof typeof groupsOf] ?? Array.from({ length: GROUPS }, () => "1");
  const setupRequest = (request: autocannon.Request) => ({
    ...request,
    path: `/org/app${path(groups, counts[name]++)}`,
  });
  const load = { url, connections: CONNECTIONS, requests: [{ method, headers, setupRequest }] };
  await autocannon({ ...load, duration: 0.5 });
  const before = await cpu();
  const result = await autocannon({ ...load, duration: SECONDS });
  if (result.non2xx > 0) throw new Error(`${name} refused ${result.non2xx} requests`);
  return ((await cpu()) - before) / result.requests.total;
}

console.log(`CPU µs of a request, best of ${ROUNDS} rounds of ${SECONDS} s, and bare node:http over that`);
for (const [title, load] of Object.entries(loads)) {
  for (const name of Object.keys(servers) as Name[]) counts[name] = 0;
  const sample = await fetch(`${servers.emulator.url}/org/app${load.path(groupsOf.emulator, counts.emulator++)}`, {
    ...load,
    headers,
  });
  await fetch(servers["bare node:http"].url, { method: "PUT", body: await sample.text() });
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(servers) as Name[]) {
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, await measure(name, load));
    }
  }
  const bare = best["bare node:http"] ?? Number.NaN;
  console.log(title);
  for (const [name, cpu] of Object.entries(best)) {
    console.log(`  ${name.padEnd(16)}${cpu.toFixed(1).padStart(6)} µs  ${(bare / cpu).toFixed(2)}×`);
  }
}

for (const { stop } of Object.values(servers)) stop();
rmSync(folder, { recursive: true });
