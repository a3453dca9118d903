/** What is sent along with settings and is none. */
const NO_SETTINGS = ["need_verify"];

/**
 * That each setting of a change was stored.
 * @param names what the response calls those that it calls otherwise
 */
export function stored(body: object, names: Readonly<Record<string, string>>): Record<string, boolean> {
  const sent = Object.keys(body).filter((name) => !NO_SETTINGS.includes(name));
  return Object.fromEntries(sent.map((name) => [names[name] ?? name, true]));
}
