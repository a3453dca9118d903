import type { EmulatedApp } from "@agora-chat-openapi/emulator";

type Row = Record<string, string>;

/** The tables of what journeys create, and what to call their rows. */
const THINGS: Record<string, (row: Row) => string> = {
  users: ({ username }) => `user ${username}`,
  channels: ({ kind, name }) => `${kind} ${name}`,
  threads: ({ name }) => `thread ${name}`,
  pushLabels: ({ name }) => `label ${name}`,
  pushTemplates: ({ name }) => `template ${name}`,
  superAdmins: ({ username }) => `super admin ${username}`,
};

/** The names of all things that an app holds. */
export async function leftIn({ org, app, baseUrl }: EmulatedApp, send: typeof fetch = fetch): Promise<string[]> {
  const names = Object.entries(THINGS).map(async ([table, nameOf]) => {
    const response = await send(`${baseUrl}/_emulator/apps/${org}/${app}/state/${table}?limit=10000`);
    const { rows } = (await response.json()) as { rows: Row[] };
    return rows.map(nameOf);
  });
  return (await Promise.all(names)).flat();
}
