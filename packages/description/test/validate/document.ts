/** A description for tests: one operation that needs a token, and one that does not. */
import { createDescription } from "../../src/index.ts";

const error = (...codes: string[]) => ({
  description: "Refused.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { error: { type: "string", enum: ["forbidden_op", "illegal_argument"] } },
      },
      examples: Object.fromEntries(codes.map((code) => [code, { value: { error: code.replace(/_owner$/, "") } }])),
    },
  },
});

export const description = createDescription({
  openapi: "3.1.0",
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  paths: {
    "/notes": {
      get: {
        operationId: "listNotes",
        responses: {
          200: { description: "Notes.", content: { "application/json": { schema: { type: "object" } } } },
          400: error("illegal_argument"),
          403: error("forbidden_op", "forbidden_op_owner"),
          404: error(),
        },
      },
    },
    "/token": { post: { operationId: "createToken", security: [], responses: { 200: { description: "A token." } } } },
  },
});
