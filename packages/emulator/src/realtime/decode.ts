import type { Message } from "@bufbuild/protobuf";
import { fromBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";

/** Reads what a client has sent; undefined where it is not what it should be. */
export function decode<Frame extends Message>(schema: GenMessage<Frame>, bytes: Uint8Array): Frame | undefined {
  try {
    return fromBinary(schema, bytes);
  } catch {
    return undefined;
  }
}
