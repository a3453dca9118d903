import type { RequestRefusal } from "../domain/request.ts";
import { refuse } from "../world/refuse.ts";

/** @throws Refusal for what cannot be asked, or answered */
export function refuseRequest(refusal: RequestRefusal | undefined): void {
  if (refusal === "not-an-admin" || refusal === "may-not-invite") throw refuse("AuthBadAccessToken");
  if (refusal) throw refuse("IllegalArgument", { reason: refusal });
}
