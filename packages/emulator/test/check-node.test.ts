import { expect, test } from "vitest";
import { checkNode } from "../src/check-node.ts";

test.each(["20.19.0", "22.12.0", "18.0.0"])("Node %s is refused with a sentence", (version) => {
  expect(() => checkNode(version)).toThrow(`the emulator needs Node 22.13 or later, and this is Node ${version}`);
});

test.each(["22.13.0", "22.21.1", "24.0.0", "26.1.0"])("Node %s is taken", (version) => {
  expect(() => checkNode(version)).not.toThrow();
});
