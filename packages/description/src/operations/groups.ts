import type { Description } from "../document/description.ts";
import { asArray, asObject } from "../schemas/walk.ts";
import { type Operation, operationsOf } from "./operation.ts";

/** Operations under the headings that the description gives them. */
export interface OperationGroup {
  name: string;
  tags: { name: string; description: string; operations: Operation[] }[];
}

/** All operations by tag, in the order of the description's `x-tagGroups`. */
export function groupOperations(description: Description): OperationGroup[] {
  const operations = operationsOf(description);
  const tags = asArray(description.document["tags"]).map(asObject);
  return asArray(description.document["x-tagGroups"])
    .map(asObject)
    .map((group) => ({
      name: String(group["name"]),
      tags: asArray(group["tags"]).map((name) => ({
        name: String(name),
        description: String(tags.find((tag) => tag["name"] === name)?.["description"] ?? ""),
        operations: operations.filter((operation) => operation.tags.includes(String(name))),
      })),
    }));
}
