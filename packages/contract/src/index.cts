/** The package for CommonJS. Node loads it, since the contexts in which Jest runs modules cannot load ES modules. */
const vm: typeof import("node:vm") = require("node:vm");
const { getBuiltinModule }: typeof process = vm.runInThisContext("process");
module.exports = getBuiltinModule("node:module").createRequire(__filename)("./index.js");
