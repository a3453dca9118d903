import type { Description } from "../document/description.ts";
import { type DocumentExtensions, readExtensions } from "./extensions.ts";

/** What statuses and error codes mean across operations, as the description says. */
export function errorHelpOf({ document }: Description): DocumentExtensions["x-errors"] {
  return readExtensions<DocumentExtensions>(document)["x-errors"];
}
