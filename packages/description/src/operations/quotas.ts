import { type Description, isObject } from "../document/description.ts";
import { type InfoExtensions, type Quotas, readExtensions } from "./extensions.ts";

/** How much there may be of what an app stores, as the description says. */
export function quotasOf({ document }: Description): Quotas {
  const { info } = document;
  return readExtensions<InfoExtensions>(isObject(info) ? info : {})["x-quotas"];
}
