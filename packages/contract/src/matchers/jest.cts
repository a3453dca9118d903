/** Setup file for Jest in CommonJS. Jest runs it in a context that cannot load ES modules, so Node itself loads them. */
const vm: typeof import("node:vm") = require("node:vm");
const { getBuiltinModule }: typeof process = vm.runInThisContext("process");
const { toMatchContract } = getBuiltinModule("node:module").createRequire(__filename)("./to-match-contract.js");
const { expect } = "expect" in globalThis ? globalThis : require("@jest/globals");
expect.extend({ toMatchContract });
