import type { Description } from "../document/description.ts";
import { asArray, asObject } from "../schemas/walk.ts";

/** A server of the description. */
export interface Server {
  /** May hold `{variables}`. */
  url: string;
  description: string;
  variables: Record<string, { default: string; enum: string[]; description: string }>;
}

export function serversOf({ document }: Description): Server[] {
  return asArray(document["servers"])
    .map(asObject)
    .map(({ url, description = "", variables }) => ({
      url: String(url),
      description: String(description),
      variables: Object.fromEntries(
        Object.entries(asObject(variables)).map(([name, value]) => {
          const variable = asObject(value);
          return [
            name,
            {
              default: String(variable["default"]),
              enum: asArray(variable["enum"]).map(String),
              description: String(variable["description"] ?? ""),
            },
          ];
        }),
      ),
    }));
}
