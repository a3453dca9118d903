/** Faults that tests have planned for the calls of an app. */
import { type Operation, withoutTenant } from "@agora-chat-openapi/description";
import { type DocumentedError, documentedErrors } from "@agora-chat-openapi/description/examples";
import { ownPath } from "./frame.ts";

/** What goes wrong, and where. Without `operation` and `path` it is about every call. */
export interface FaultOptions {
  /** The `operationId` of the calls that it strikes. */
  operation?: string;
  /** The path of those calls below the app; `*` stands for one segment, as in `/users/*`. */
  path?: string;
  /** The error that is the response, by the name of its example, such as `ReachLimit`, or by its key, such as `reach_limit`. */
  example?: string;
  /** The status of the response, where no example says it: the first documented error with it is the body, unless `body` is. */
  status?: number;
  /**
   * The body of the response, as JSON, of any status from 200: the call says so and does nothing.
   * @default one that the description documents
   */
  body?: unknown;
  /** How many calls it strikes. @default every one until the faults are cleared */
  times?: number;
  /** How likely it strikes a call, above 0 and up to 1. @default 1 */
  probability?: number;
  /** How long the call waits first, in ms of real time. @default 0 */
  delayMs?: number;
  /** Cuts the connection: `before` the call is done, or `after` it is done and stored. */
  drop?: "before" | "after";
}

/** A fault that was planned. */
export interface Fault extends FaultOptions {
  /** How many calls it has struck. */
  struck: number;
}

/** The faults of an app. Of those that fit a call, the one that was added first strikes. They are not kept with `data`. */
export interface Faults {
  /** @throws RangeError with a sentence for what cannot be, such as an error that the operation does not document */
  add(fault: FaultOptions): Fault;
  list(): Fault[];
  clear(): void;
  /** The fault that strikes a call, which counts as struck. */
  next(operation: Operation, path: string): Fault | undefined;
}

export function createFaults(operations: readonly Operation[]): Faults {
  let planned: Fault[] = [];
  return {
    add(options) {
      checkFault(operations, options);
      const fault = { ...options, struck: 0 };
      planned.push(fault);
      return { ...fault };
    },
    list: () => planned.map((fault) => ({ ...fault })),
    clear() {
      planned = [];
    },
    next(operation, path) {
      const fault = planned.find((each) => fits(each, operation, path) && Math.random() < (each.probability ?? 1));
      if (fault) fault.struck++;
      return fault;
    },
  };
}

/** The documented error that a fault answers with; undefined where it names none, or the operation has none such. */
export function errorOfFault({ example, status }: FaultOptions, operation: Operation): DocumentedError | undefined {
  if (example === undefined && status === undefined) return undefined;
  return documentedErrors(operation).find(
    (error) =>
      (example === undefined || error.name === example || error.key === example) &&
      (status === undefined || error.status === status),
  );
}

function fits(fault: Fault, operation: Operation, path: string): boolean {
  const { operation: id, path: pattern, example, times = Number.POSITIVE_INFINITY, struck } = fault;
  if (struck >= times || (id !== undefined && id !== operation.id)) return false;
  if (pattern !== undefined && !matches(pattern, ownPath(path))) return false;
  return example === undefined || errorOfFault(fault, operation) !== undefined;
}

function matches(pattern: string, path: string): boolean {
  const [expected, actual] = [pattern.split("/"), path.split("/")];
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment === "*" || segment === actual[index] || isParameter(actual[index]))
  );
}

/** Whether a segment is one of a path of the description that stands for any. */
function isParameter(segment = ""): boolean {
  return segment.startsWith("{");
}

function checkFault(operations: readonly Operation[], fault: FaultOptions): void {
  checkNumbers(fault);
  checkEffect(fault);
  const meant = operationsOfFault(operations, fault);
  const { example, status } = fault;
  if (example === undefined || meant.some((operation) => errorOfFault(fault, operation))) return;
  const names = [...new Set(meant.flatMap((operation) => documentedErrors(operation).map(({ name }) => name)))];
  const where = fault.operation ?? fault.path ?? "the API";
  const which = status === undefined ? example : `${example} with status ${status}`;
  throw new RangeError(`${where} has no error ${which}; there are ${names.sort().join(", ")}`);
}

function checkNumbers({ times = 1, probability = 1, delayMs = 0, status = 500, body }: FaultOptions): void {
  if (!(Number.isInteger(times) && times > 0)) throw new RangeError(`times is ${times}; give a whole number above 0`);
  if (!(probability > 0 && probability <= 1)) throw new RangeError(`probability is ${probability}; give one up to 1`);
  if (!(delayMs >= 0 && delayMs < 2 ** 31)) throw new RangeError(`delayMs is ${delayMs}; give milliseconds from 0`);
  const lowest = body === undefined ? 400 : 200;
  if (!(Number.isInteger(status) && status >= lowest && status < 600)) {
    throw new RangeError(`status is ${status}; give one from ${lowest} to 599${lowest === 400 ? ", or a body" : ""}`);
  }
}

function checkEffect({ example, status, body, delayMs, drop }: FaultOptions): void {
  const answers = [example, status, body].some((part) => part !== undefined);
  if (example !== undefined && body !== undefined) throw new RangeError("the example has a body: give example or body");
  if (drop !== undefined && answers) throw new RangeError("a dropped call has no response: give drop or an error");
  if (!answers && drop === undefined && delayMs === undefined) {
    throw new RangeError("the fault does nothing: give example, status, body, delayMs or drop");
  }
}

function operationsOfFault(operations: readonly Operation[], { operation: id, path }: FaultOptions): Operation[] {
  const meant = operations
    .filter((operation) => id === undefined || operation.id === id)
    .filter((operation) => path === undefined || matches(path, withoutTenant(operation.path)));
  if (meant.length > 0) return meant;
  if (id === undefined)
    throw new RangeError(`no operation has the path ${path}; give it as below the app, such as /users/*`);
  const known = operations.find((operation) => operation.id === id);
  if (known) throw new RangeError(`${id} does not have the path ${path}, but ${withoutTenant(known.path)}`);
  throw new RangeError(`there is no operation ${id}; there are ${operations.map((each) => each.id).join(", ")}`);
}
