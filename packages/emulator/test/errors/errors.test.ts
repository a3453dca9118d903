// Each error that an operation documents comes, or a reason says why not.
import type { Operation } from "@agora-chat-openapi/description";
import {
  type DocumentedError,
  documentedErrors,
  exampleRequest,
  readWorld,
} from "@agora-chat-openapi/description/examples";
import { beforeAll, describe, expect, test } from "vitest";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { untested } from "../rules/untested.ts";
import { send } from "../support/raw.ts";
import { breakRequests, callIn, exceedRates, nameUnknownApps, spoilTokens, switchOff } from "./groups.ts";
import { ask, here, Sightings } from "./sighting.ts";
import { changeExamples, joinTooMany, mistakeClients, muteSenders, outliveFiles, sendTooMuch } from "./special.ts";
import { comesBy, faults, type Missing, missing } from "./table.ts";

const sightings = new Sightings();

const seedWorld = (app: EmulatedApp) => app.seed("world");
async function register(app: EmulatedApp): Promise<void> {
  await send(app, "POST", "/users", { body: Object.keys(readWorld().users).map((username) => ({ username })) });
}

beforeAll(async () => {
  for (const group of [breakRequests, spoilTokens, nameUnknownApps, exceedRates, switchOff]) await group(sightings);
  for (const group of [changeExamples, mistakeClients, muteSenders, sendTooMuch, joinTooMany, outliveFiles]) {
    await group(sightings);
  }
  await callIn(sightings, "nothing", { fill: async () => {} });
  await callIn(sightings, "people", { fill: register });
  await callIn(sightings, "world", { fill: seedWorld });
  for (const username of ["nobody", "lena", "ada", "ben", "goran"]) {
    await callIn(sightings, `world, ${username}`, { fill: seedWorld, username });
  }
});

const errorsOf = (operation: Operation) => [
  ...new Map(documentedErrors(operation).map((error) => [error.name, error])).values(),
];

function missingOf({ id }: Operation, { name }: DocumentedError): Missing | undefined {
  return missing.find(({ error, operations }) => error === name && (operations?.includes(id) ?? true));
}

/** Whether a rule of the operation names an error; its test sees the error come. */
function isOfRule({ extensions }: Operation, name: string): boolean {
  return (extensions["x-rules"] ?? []).some(({ id, error }) => error === name && !(id in untested));
}

/** Whether an error comes by what the description or the table says. */
function comes(operation: Operation, { name, extensions }: DocumentedError): boolean {
  const causes = sightings.causesOf(operation, name);
  if (isOfRule(operation, name)) return true;
  const isDerived = extensions["x-violation"] !== undefined || extensions["x-feature"] !== undefined;
  return causes.some((cause) => comesBy[name]?.includes(cause) ?? isDerived);
}

describe("each documented error comes, or is said not to", () => {
  test.each(here.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
    const astray = errorsOf(operation).filter((error) => {
      const isExcused = missingOf(operation, error) !== undefined || error.name in faults;
      const isNewer = error.extensions["x-availability"] !== undefined;
      return !isExcused && !isNewer && !comes(operation, error);
    });
    expect(astray.map(({ name }) => name)).toEqual([]);
  });
});

describe("what is said not to come does not", () => {
  test.each(missing)("$error of $operations", (entry) => {
    const those = here.flatMap((operation) =>
      errorsOf(operation)
        .filter((error) => missingOf(operation, error) === entry)
        .map((error) => ({ operation, error })),
    );
    expect(those.length).toBeGreaterThan(0);
    for (const { operation, error } of those) {
      expect([operation.id, sightings.causesOf(operation, error.name)]).toEqual([operation.id, []]);
      const { instead } = entry;
      if (instead === undefined) continue;
      const isInstead = sightings.causesOf(operation, instead).length > 0 || isOfRule(operation, instead);
      expect([operation.id, instead, isInstead]).toEqual([operation.id, instead, true]);
    }
  });
});

test("each row of the table is of use", () => {
  const names = new Set(here.flatMap((operation) => errorsOf(operation).map(({ name }) => name)));
  expect([...Object.keys(comesBy), ...Object.keys(faults)].filter((name) => !names.has(name))).toEqual([]);
  for (const [name, causes] of Object.entries(comesBy)) {
    const seen = new Set(here.flatMap((operation) => sightings.causesOf(operation, name)));
    expect([name, causes.filter((cause) => !seen.has(cause))]).toEqual([name, []]);
  }
});

test("errors of the inside, of moderation and of infrastructure come by faults alone", async () => {
  const app = await createEmulator().app();
  for (const operation of here) {
    for (const { name } of errorsOf(operation).filter((error) => error.name in faults)) {
      expect([operation.id, name, sightings.causesOf(operation, name)]).toEqual([operation.id, name, []]);
      app.faults.add({ operation: operation.id, example: name, times: 1 });
      expect([operation.id, await ask(app, operation, exampleRequest(operation))]).toEqual([operation.id, name]);
    }
  }
});
