export { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
export { createGuard, type Guard, type GuardOptions } from "./guard.ts";
export { type Listener, type ListenOptions, listen, type Upgrade } from "./listen.ts";
export { HttpError, type HttpRequest, type HttpResponse, type StreamedResponse } from "./message.ts";
export { readBody } from "./read-body.ts";
export { type Handler, type ServeOptions, serve } from "./serve.ts";
