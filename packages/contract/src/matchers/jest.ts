/** Setup file for Jest: `setupFilesAfterEnv: ["@agora-chat-openapi/contract/jest"]`. Adds `toMatchContract`. */
import { type MatchContractOptions, toMatchContract } from "./to-match-contract.ts";

declare global {
  namespace jest {
    interface Matchers<R> {
      /** Holds a response to the description of the API. */
      toMatchContract(options?: MatchContractOptions): Promise<R>;
    }
  }
}

const { expect } = globalThis as unknown as { expect?: { extend(matchers: object): void } };
if (!expect) throw new Error("@agora-chat-openapi/contract/jest belongs in setupFilesAfterEnv, where Jest's expect is");
expect.extend({ toMatchContract });
