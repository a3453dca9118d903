export { type FormFile, isReadable, type ReadBody, readBody, readJson } from "./body.ts";
export { bearerToken } from "./credentials.ts";
export {
  type Body,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  type Fields,
  field,
  sizeOf,
  splitUrl,
  textOf,
} from "./exchange.ts";
export { type ParameterizedValue, parseParameters } from "./header-parameters.ts";
export { type Multipart, type Part, parseMultipart } from "./multipart.ts";
export { type Problem, RULES } from "./problem.ts";
export { type ReadRequest, type RequestInput, type RoutedRequest, readInput, readRequest } from "./request.ts";
export { mediaTypeFor } from "./request-media-type.ts";
export { checkResponse } from "./response.ts";
export { checkSecurity } from "./security.ts";
