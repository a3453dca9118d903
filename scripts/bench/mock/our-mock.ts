/** The mock on a free port, which it prints. */
import { startMock } from "@agora-chat-openapi/mock";

console.log((await startMock({ port: 0 })).url);
