import type { Refusals } from "../generated/description.ts";

/** The name of an error example of the description. */
export type RefusalName = keyof Refusals;

/** What a refusal says beside its name: a value for each placeholder of its text. */
type Values<Name extends RefusalName> = keyof Refusals[Name] extends never ? [] : [values: Refusals[Name]];

/** Why a call is not done: an error that its operation documents. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly refusal: RefusalName;
  readonly values: Readonly<Record<string, string | number>>;
  /** What the response says in its header. */
  headers: Readonly<Record<string, string>> = {};

  constructor(refusal: RefusalName, values: Readonly<Record<string, string | number>>) {
    super(refusal);
    this.refusal = refusal;
    this.values = values;
  }

  with(headers: Readonly<Record<string, string>>): this {
    this.headers = headers;
    return this;
  }
}

/** Makes the error that the description has under a name, to be thrown. Status, code and text come from there. */
export function refuse<Name extends RefusalName>(name: Name, ...[values]: Values<Name>): Refusal {
  return new Refusal(name, values ?? {});
}
