import { createDescription, type Description, type Json, type Operation, operationsOf } from "../src/index.ts";

/** A description of paths alone, with components where a test needs them. */
export function smallDescription(paths: Json, components: Json = {}, root: Json = {}): Description {
  const info = { title: "Small", version: "1" };
  return createDescription({ openapi: "3.1.0", info, paths, components, ...root }, { file: "small.yaml" });
}

/** A description with one operation, `POST /things`. */
export function oneOperation(
  operation: Json,
  components: Json = {},
): { description: Description; operation: Operation } {
  const description = smallDescription({ "/things": { post: operation } }, components);
  const [only] = operationsOf(description);
  if (!only) throw new Error("no operation");
  return { description, operation: only };
}
