export { type Checker, type CheckerOptions, checkExchange, createChecker } from "./engine/checker.ts";
export {
  COVERAGE_KINDS,
  type Coverage,
  type CoverageCount,
  type CoverageItem,
  type CoverageKind,
  type CoverageRecord,
  type CoverageSummary,
  type Outcome,
} from "./engine/coverage.ts";
export { type Description, readDescription } from "./engine/description.ts";
export type { Body, Exchange, ExchangeRequest, ExchangeResponse, Fields } from "./engine/exchange.ts";
export { type Finding, type ObservedExchange, RULES, type Severity } from "./engine/finding.ts";
export type { Location, Source } from "./engine/source.ts";
export { ContractError } from "./fetch/contract-error.ts";
export {
  type ContractFetch,
  type ContractFetchOptions,
  contractFetch,
  type Fetch,
} from "./fetch/contract-fetch.ts";
export { readExchange } from "./fetch/read-exchange.ts";
export { type MatchContractOptions, type MatcherResult, toMatchContract } from "./fetch/to-match-contract.ts";
export type { JsonReport } from "./reports/json.ts";
export { REMOVED, Redactor } from "./secrets/redactor.ts";
