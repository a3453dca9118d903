// For programs in CommonJS: the types of the ES module that Node loads for them.
export * from "../dist/index.js";
