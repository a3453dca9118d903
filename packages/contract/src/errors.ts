/** A mistake of the user: a wrong option, a missing file. The command exits with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A service that cannot be reached or refuses to sign in. The command exits with 3. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}
