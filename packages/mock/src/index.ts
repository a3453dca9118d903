export { type SendCallbackOptions, type SentCallback, sendCallback } from "./send-callback.ts";
export { type Mock, type MockOptions, startMock } from "./start-mock.ts";
