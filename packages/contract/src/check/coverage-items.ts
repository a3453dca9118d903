/** What of a description can be seen, item by item. */
import {
  type Description,
  type Observable,
  type Operation,
  type OperationResponse,
  operationsOf,
} from "@agora-chat-openapi/description";
import { type Schemas, type Shape, schemasOf, shapeOf } from "@agora-chat-openapi/description/schemas";

export type CoverageKind =
  | "operations"
  | "parameters"
  | "mediaTypes"
  | "statusCodes"
  | "responseProperties"
  | "enumValues";

/** Whether something belongs to, or was seen with, a response of success or of an error. */
export type Outcome = "success" | "error";

export interface CoverageItem {
  kind: CoverageKind;
  outcome: Outcome;
  /** Empty for enum values, which operations share. */
  operationId: string;
  /** What it is within its operation, such as a parameter's name or `200 /data/id`. */
  name: string;
}

/** An item, and what of the description shows it. */
export interface ObservedItem extends CoverageItem {
  things: Observable[];
  /** Whether it is seen with whichever response it comes: the status under which it is documented decides on its outcome. */
  anyOutcome: boolean;
}

/** What an item is called in a record of coverage. */
export function keyOf({ kind, outcome, operationId, name }: CoverageItem): string {
  return [kind, outcome, operationId, name].join(" ");
}

/** All items of a description, in its order. Builds all shapes, which takes some tens of milliseconds. */
export function itemsOf(description: Description): ObservedItem[] {
  const items = new Items();
  for (const operation of operationsOf(description)) addOperation(items, schemasOf(description), operation);
  return items.all();
}

/** Collects items; what is of the same kind, outcome, operation and name is one. */
class Items {
  readonly #items = new Map<string, ObservedItem>();

  add(item: CoverageItem, thing: Observable, anyOutcome: boolean): void {
    const key = keyOf(item);
    const known = this.#items.get(key);
    if (known) known.things.push(thing);
    else this.#items.set(key, { ...item, things: [thing], anyOutcome });
  }

  all(): ObservedItem[] {
    return [...this.#items.values()];
  }
}

function addOperation(items: Items, schemas: Schemas, operation: Operation): void {
  const { id: operationId, parameters, requestBody, responses } = operation;
  const addBoth = (kind: CoverageKind, name: string, thing: Observable) => {
    for (const outcome of ["success", "error"] as const) items.add({ kind, outcome, operationId, name }, thing, false);
  };
  addBoth("operations", "", operation);
  for (const parameter of parameters) addBoth("parameters", `${parameter.in} ${parameter.name}`, parameter);
  for (const media of requestBody?.content.values() ?? []) {
    addBoth("mediaTypes", `request ${media.name}`, media);
    walkShape(shapeOf(schemas, media), {
      value: (name, thing) => items.add({ kind: "enumValues", outcome: "success", operationId: "", name }, thing, true),
    });
  }
  for (const response of responses.values()) addResponse(items, schemas, operationId, response);
}

function addResponse(items: Items, schemas: Schemas, operationId: string, response: OperationResponse): void {
  const status = response.status === "DEFAULT" ? "default" : response.status;
  const outcome = /^[1-3]/.test(status) ? "success" : "error";
  const add = (kind: CoverageKind, name: string, thing: Observable, owner = operationId) =>
    items.add({ kind, outcome, operationId: owner, name }, thing, true);
  add("statusCodes", status, response);
  for (const media of response.content.values()) {
    add("mediaTypes", `${status} ${media.name}`, media);
    walkShape(shapeOf(schemas, media), {
      property: (path, thing) => add("responseProperties", `${status} ${path}`, thing),
      value: (name, thing) => add("enumValues", name, thing, ""),
    });
  }
}

interface Visitor {
  property?(path: string, thing: Observable): void;
  value(name: string, thing: Observable): void;
}

/** Tells of all properties and values that a shape documents. */
function walkShape(shape: Shape | undefined, visitor: Visitor, passed = new Set<Shape>()): void {
  if (!shape || passed.has(shape)) return;
  passed.add(shape);
  for (const property of shape.properties.values()) {
    visitor.property?.(property.path, property);
    walkShape(property.shape, visitor, passed);
  }
  for (const value of shape.values?.values() ?? [])
    visitor.value(`${value.schema} ${JSON.stringify(value.value)}`, value);
  const others = [...shape.patterns.map(([, other]) => other), shape.others?.shape, shape.items];
  for (const other of [...others, ...shape.branches.map((branch) => branch.shape)]) walkShape(other, visitor, passed);
}
