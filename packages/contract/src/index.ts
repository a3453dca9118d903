export { type Description, readDescription } from "@agora-chat-openapi/description";
export type { Location, Source } from "@agora-chat-openapi/description/source";
export {
  type Body,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  type Fields,
  RULES,
} from "@agora-chat-openapi/description/validate";
export { type Checker, type CheckerOptions, checkExchange, createChecker } from "./check/checker.ts";
export {
  COVERAGE_KINDS,
  type Coverage,
  type CoverageCount,
  type CoverageRecord,
  type CoverageSummary,
} from "./check/coverage.ts";
export type { CoverageItem, CoverageKind, Outcome } from "./check/coverage-items.ts";
export type { Allowances, Finding, ObservedExchange, Severity } from "./check/finding.ts";
export { REMOVED, Redactor } from "./check/redactor/redactor.ts";
export { ContractError } from "./fetch/contract-error.ts";
export {
  type ContractFetch,
  type ContractFetchOptions,
  contractFetch,
  type Fetch,
} from "./fetch/contract-fetch.ts";
export { readExchange } from "./fetch/read-exchange.ts";
export { type MatchContractOptions, type MatcherResult, toMatchContract } from "./matchers/to-match-contract.ts";
export type { JsonReport } from "./reports/json/json.ts";
