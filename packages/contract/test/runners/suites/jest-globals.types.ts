import type {} from "@agora-chat-openapi/contract/jest";
import { expect } from "@jest/globals";

const request = { method: "GET", url: "https://a41.chat.agora.io/" };
export const matched: Promise<void> = expect(Response.json({})).toMatchContract({ request, allowUndocumented: true });
export const not: Promise<void> = expect(Response.json({})).not.toMatchContract({ request, allowValues: true });
// @ts-expect-error an option is misspelt
export const misspelt = expect(Response.json({})).toMatchContract({ allowUndocumentd: true });
