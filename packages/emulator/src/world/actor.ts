/** A user who acts. */
export interface Actor {
  readonly user: string;
  /** The device on which, where it is one. */
  readonly resource?: string;
}
