import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkResources } from "../src/check-resources.ts";
import { writeSmallDescription } from "./small-description.ts";

/** A description to spoil. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spec-"));
  await writeSmallDescription(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function replaceIn(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, file), "utf8");
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
}

test("a description that is laid out well has no faults", () => {
  expect(checkResources(folder)).toEqual([]);
});

test("a file that is not YAML is named, with the line", async () => {
  await replaceIn("common/parameters.yaml", "parameters:", "parameters: {}\nparameters:");
  expect(checkResources(folder)).toEqual([
    expect.stringMatching(/^common\/parameters\.yaml: Map keys must be unique at line \d+/),
  ]);
});

test("a path that points at another one is named", async () => {
  await replaceIn(
    "openapi.yaml",
    "admins.yaml#/paths/~1chatrooms~1{chatroom_id}~1admin\n",
    "admins.yaml#/paths/~1chatrooms~1{chatroom_id}~1admins\n",
  );
  expect(checkResources(folder)).toContainEqual(
    expect.stringContaining("openapi.yaml: /chatrooms/{chatroom_id}/admin points at"),
  );
});

test("a webhook that points at another one is named", async () => {
  await replaceIn("openapi.yaml", "#/webhooks/messageSent\n", "#/webhooks/messageRecalled\n");
  expect(checkResources(folder)).toEqual([
    "openapi.yaml: messageSent points at #/webhooks/messageRecalled, not at #/webhooks/messageSent",
    "webhooks/messages.yaml: nothing refers to #/webhooks/messageSent",
  ]);
});

test("an entry that nothing refers to is named", async () => {
  await replaceIn("resources/chatrooms/admins.yaml", "\nexamples:\n", "\nexamples:\n  Orphan:\n    value: 1\n");
  expect(checkResources(folder)).toEqual(["resources/chatrooms/admins.yaml: nothing refers to #/examples/Orphan"]);
});

test("a section that no resource file has is named", async () => {
  await replaceIn("resources/chatrooms/admins.yaml", "\nschemas:\n", "\nschema: {}\n\nschemas:\n");
  expect(checkResources(folder)).toEqual([
    expect.stringContaining("resources/chatrooms/admins.yaml: unknown section schema"),
  ]);
});

test("a component that is not PascalCase is named", async () => {
  await replaceIn("resources/chatrooms/admins.yaml", "  ChatroomAdminAdded:", "  chatroom_admin_added:");
  await replaceIn(
    "resources/chatrooms/admins.yaml",
    "#/examples/ChatroomAdminAdded",
    "#/examples/chatroom_admin_added",
  );
  expect(checkResources(folder)).toEqual([
    expect.stringContaining("chatroom_admin_added in examples is not PascalCase"),
  ]);
});

test("a path parameter outside of common is named", async () => {
  await replaceIn(
    "resources/chatrooms/admins.yaml",
    "      - $ref: ../../common/parameters.yaml#/parameters/ChatroomId\n",
    "      - { name: chatroom_id, in: path, required: true, schema: { type: string } }\n",
  );
  expect(checkResources(folder)).toEqual([
    "resources/chatrooms/admins.yaml: path parameter chatroom_id belongs in common/parameters.yaml",
  ]);
});
