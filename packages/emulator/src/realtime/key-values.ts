/** `ext` as JSON, and as the named values of frames. */
import { create } from "@bufbuild/protobuf";
import { type KeyValue, KeyValueSchema, KeyValue_ValueType as ValueType } from "../generated/realtime/common_pb.ts";

export function toKeyValues(values: Readonly<Record<string, unknown>>): KeyValue[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => create(KeyValueSchema, { key, ...typed(value) }));
}

function typed(value: unknown): Pick<KeyValue, "type" | "value"> {
  switch (typeof value) {
    case "boolean":
      return { type: ValueType.BOOL, value: { case: "varintValue", value: value ? "1" : "0" } };
    case "number":
      return Number.isSafeInteger(value)
        ? { type: ValueType.LLINT, value: { case: "varintValue", value: String(value) } }
        : { type: ValueType.DOUBLE, value: { case: "doubleValue", value } };
    case "string":
      return { type: ValueType.STRING, value: { case: "stringValue", value } };
    default:
      return { type: ValueType.JSON_STRING, value: { case: "stringValue", value: JSON.stringify(value) } };
  }
}

export function fromKeyValues(values: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(values.map((each) => [each.key, plain(each)]));
}

function plain({ type, value }: KeyValue): unknown {
  if (type === ValueType.BOOL) return value.value !== "0";
  if (type === ValueType.JSON_STRING) return parsed(String(value.value));
  return value.case === "varintValue" ? Number(value.value) : value.value;
}

/** A client may call anything JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
