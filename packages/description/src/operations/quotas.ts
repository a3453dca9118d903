import type { Description } from "../document/description.ts";
import { type Quotas, type RootExtensions, readExtensions } from "./extensions.ts";

/** How much there may be of what an app stores, as the description says. */
export function quotasOf({ document }: Description): Quotas {
  return readExtensions<RootExtensions>(document)["x-quotas"];
}
