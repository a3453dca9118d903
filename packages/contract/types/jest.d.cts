// For programs in CommonJS: the types of the ES module that Node loads for them.
import "../dist/matchers/jest.js";
