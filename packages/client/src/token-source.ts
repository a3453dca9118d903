/** A token and when it expires, in Unix ms. */
export interface ExpiringToken {
  token: string;
  expiresAt?: number | undefined;
}

/** A token, or what gets one. */
export type TokenSource = string | (() => string | ExpiringToken | Promise<string | ExpiringToken>);
