/** Setup file for Jest: `setupFilesAfterEnv: ["@agora-chat-openapi/contract/jest"]`. Adds `toMatchContract`. */
import type {} from "expect";
import { type MatchContractOptions, toMatchContract } from "./to-match-contract.ts";

/** Holds a response to the description of the API. */
type ToMatchContract = (options?: MatchContractOptions) => Promise<void>;

// Types of `expect` as a global, and as `@jest/globals` has it.
declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: all declarations of an interface have the same parameters
    interface Matchers<R, T = {}> {
      toMatchContract: ToMatchContract;
    }
  }
}
declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    toMatchContract: ToMatchContract;
  }
}

const { expect } = globalThis as unknown as { expect?: { extend(matchers: object): void } };
if (!expect) throw new Error("@agora-chat-openapi/contract/jest belongs in setupFilesAfterEnv, where Jest's expect is");
expect.extend({ toMatchContract });
