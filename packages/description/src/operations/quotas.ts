import type { Description } from "../document/description.ts";
import { type DocumentExtensions, type Quotas, readExtensions } from "./extensions.ts";

/** How much there may be of what an app stores, as the description says. */
export function quotasOf({ document }: Description): Quotas {
  return readExtensions<DocumentExtensions>(document)["x-quotas"];
}
