import { type Block, fence } from "../blocks.ts";

/** The value of an example as code. */
export function exampleBlock(value: unknown): Block {
  return typeof value === "string"
    ? fence("text", value, 'frame="none"')
    : fence("json", JSON.stringify(value, null, 2), 'frame="none"');
}
