export { type BrokenRequest, brokenRequests } from "./broken-requests.ts";
export { chooseExample, type RequestParts } from "./choose-example.ts";
export { type DocumentedError, documentedErrors } from "./documented-errors.ts";
export { errorExample } from "./error-example.ts";
export { type ExampleRequest, exampleRequest, exampleRequests, requestInit, requestUrl } from "./example-request.ts";
export { constraintOf, errorOfViolation } from "./violations.ts";
export { type Moment, readWorld, type World, type WorldCall, type WorldDevice, worldItem } from "./world.ts";
