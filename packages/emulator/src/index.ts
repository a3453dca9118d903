export type { DeviceMessage } from "./domain/device-message.ts";
export type { ReceivedMessage } from "./domain/inbox.ts";
export type { EmulatedApp, EmulatedDevice } from "./emulated-app.ts";
export { createEmulator, type Emulator } from "./emulator.ts";
export type { LoggedCall } from "./http/request-log.ts";
export type { NamedApp } from "./http/tenants.ts";
export type { EmulatorOptions } from "./options.ts";
export { type StartedEmulator, type StartOptions, startEmulator } from "./start-emulator.ts";
export type { Tenant } from "./store/apps.ts";
