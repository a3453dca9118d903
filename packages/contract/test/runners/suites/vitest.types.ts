import type {} from "@agora-chat-openapi/contract/vitest";
import ContractReporter from "@agora-chat-openapi/contract/vitest/reporter";
import { expect } from "vitest";
import { defineConfig } from "vitest/config";

const request = { method: "GET", url: "https://a41.chat.agora.io/" };
const matched: Promise<void> = expect(Response.json({})).toMatchContract({ request, allowUndocumented: true });
const not: Promise<void> = expect(Response.json({})).not.toMatchContract({ request, allowValues: true });
await Promise.all([matched, not]);
// @ts-expect-error an option is misspelt
await expect(Response.json({})).toMatchContract({ allowUndocumentd: true });

export default defineConfig({ test: { reporters: ["default", new ContractReporter()] } });
