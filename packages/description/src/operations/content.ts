/** Bodies as the description has them: a schema and examples for each media type. */
import { type Description, isObject, type Located } from "../document/description.ts";
import { nextIndex, type Observable } from "../document/observable.ts";
import { essence, isJson } from "./media-type.ts";

/** One media type of a body. */
export interface MediaType extends Observable {
  /** As documented. */
  name: string;
  /** Type and subtype in lower case, without parameters. */
  type: string;
  isJson: boolean;
  pointer: string;
  schema: Located | undefined;
  /** By name, in their order. */
  examples: Map<string, Example>;
}

/** A named example of a body. */
export interface Example {
  name: string;
  /** Where it stands, its references followed: one that several operations share has one pointer. */
  pointer: string;
  summary: string | undefined;
  value: unknown;
  /** The example object as it stands there, its `x-` fields among the others. */
  raw: Record<string, unknown>;
}

/** The media types under `content` of a request body or response, by name. */
export function readContent(description: Description, holder: Located): Map<string, MediaType> {
  return new Map(
    description.entries(holder, "content").map(([name, media]) => {
      const type = essence(name);
      const schema = isObject(media.value["schema"]) ? description.under(media, "schema") : undefined;
      const { pointer } = media;
      const examples = readExamples(description, media);
      return [name, { index: nextIndex(description), name, type, isJson: isJson(type), pointer, schema, examples }];
    }),
  );
}

function readExamples(description: Description, media: Located): Map<string, Example> {
  return new Map(
    description.entries(media, "examples").map(([name, { value: raw, pointer }]) => {
      const summary = typeof raw["summary"] === "string" ? raw["summary"] : undefined;
      return [name, { name, pointer, summary, value: raw["value"], raw }];
    }),
  );
}
