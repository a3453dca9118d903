/** The mock on a free port, which it prints. */
import { startMock } from "../src/index.ts";

console.log((await startMock({ port: 0 })).url);
