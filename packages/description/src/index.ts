export {
  createDescription,
  type Description,
  isObject,
  type Json,
  type Located,
  type Origin,
} from "./document/description.ts";
export type { Observable, Observe } from "./document/observable.ts";
export { escapeKey, keysOf, pointerTo, valueAt } from "./document/pointer.ts";
export { readDescription } from "./document/read-description.ts";
export type { Example, MediaType } from "./operations/content.ts";
export { errorCodesOf } from "./operations/error-codes.ts";
export { errorHelpOf } from "./operations/error-help.ts";
export {
  type DocumentExtensions,
  type ExampleExtensions,
  type OperationExtensions,
  type Pagination,
  type ParameterExtensions,
  paginationsOf,
  type Quotas,
  type Rule,
  readExtensions,
  type SchemaExtensions,
  type WebhookExtensions,
} from "./operations/extensions.ts";
export { groupOperations, groupWebhooks, type OperationGroup, type WebhookGroup } from "./operations/groups.ts";
export { essence, FORM, isJson, MULTIPART, matchingMediaType } from "./operations/media-type.ts";
export {
  jsonContent,
  type Operation,
  type OperationBase,
  type OperationResponse,
  operationsOf,
  type RequestBody,
  responseFor,
} from "./operations/operation.ts";
export type { Header, Parameter, TextValue } from "./operations/parameter.ts";
export { quotasOf } from "./operations/quotas.ts";
export { createRouter, type Route, type Router } from "./operations/router.ts";
export { type Server, serversOf } from "./operations/servers.ts";
export { isTenantParameter, ownValues, withoutTenant } from "./operations/tenant.ts";
export { callbackDeliveryOf, type Webhook, type WebhookMatch, webhookFor, webhooksOf } from "./operations/webhook.ts";
