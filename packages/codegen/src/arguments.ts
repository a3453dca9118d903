/** The one argument of a generator. Ends the process with its usage when there is none. */
export function argument(usage: string): string {
  const value = process.argv[2];
  if (value) return value;
  console.error(`usage: ${usage}`);
  process.exit(2);
}
