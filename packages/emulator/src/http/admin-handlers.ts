/** What handlers of `/_emulator` get and return, held by the compiler to its description. */
import type { operations } from "../generated/admin-types.ts";
import type { Tenant } from "../store/apps.ts";

/** Operations with a body that is not. */
export const TRANSFERS = ["exportApp", "importApp"] as const;

/** Operations whose bodies are JSON. */
export type AdminId = Exclude<keyof operations, (typeof TRANSFERS)[number]>;
export type Success<Id extends AdminId> = operations[Id]["responses"][200]["content"]["application/json"];
export type Failure = { status: 400 | 403 | 404 | 504; body: { error: string; tables?: string[] } };

export interface AdminInput {
  tenant: Tenant;
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

export type AdminHandlers = {
  [Id in AdminId]: (input: AdminInput) => Success<Id> | Failure | Promise<Success<Id> | Failure>;
};

/** A refusal in a sentence. */
export function failed(status: Failure["status"], error: string): Failure {
  return { status, body: { error } };
}

export function noApp({ org, app }: Tenant): Failure {
  return failed(404, `there is no app ${org}/${app}`);
}
