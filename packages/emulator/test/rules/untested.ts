/** Rules that no test here shows, and why. At most a twentieth of them may be. */
export const untested: Readonly<Record<string, string>> = {};
