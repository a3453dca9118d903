/** The console: Scalar's client, self-hosted, with mock and emulator as the first servers and nothing that calls elsewhere. */
import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { type Description, serversOf } from "@agora-chat-openapi/description";
import { escapeHtml } from "../blocks.ts";
import { playground } from "../pages.ts";
import { EMULATOR_URL, MOCK_URL } from "../samples/request.ts";
import { writeText } from "../write-file.ts";
import { barFiles, barHead, siteBar } from "./site-bar.ts";

const SCRIPT = new URL("browser/standalone.js", import.meta.resolve("@scalar/api-reference"));

/** What Scalar would load or keep, switched off, and what a reader of this site does not need twice. */
const CONFIGURATION = {
  agent: { disabled: true },
  mcp: { disabled: true },
  telemetry: false,
  withDefaultFonts: false,
  persistAuth: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  hideModels: true,
  hideSearch: true,
  documentDownloadType: "none",
  authentication: { preferredSecurityScheme: "appToken", securitySchemes: { appToken: { token: "any-token" } } },
};

const customCss = readFileSync(new URL("console.css", import.meta.url), "utf8");

const INTRODUCTION = `Open an operation and press **Test Request**: its example is filled in, and what you change is checked by the server.

**Server.** \`pnpm start\` runs the first two on your machine, and both take any token: the mock, which answers with
examples, and the emulator, which remembers what it is told. The third one is the service: enter the host of your app.

**Token.** It goes from this browser straight to the server and stays in the page's memory: reload, and it is gone. With
an app token everything in your app may be read and removed, so try destructive calls on the emulator.`;

/** Writes `console.html` and the files that it loads. */
export async function buildConsole(folder: URL, description: Description): Promise<void> {
  await copyFile(SCRIPT, new URL("console.js", folder));
  await copyFile(new URL("console-start.js", import.meta.url), new URL("console-start.js", folder));
  writeText(
    new URL("console-configuration.js", folder),
    `globalThis.consoleConfiguration = ${configuration(description)};\n`,
  );
  writeText(new URL("console.html", folder), html(String(description.at("/info").value["title"])));
  for (const [name, text] of Object.entries(barFiles)) writeText(new URL(name, folder), text);
}

function configuration(description: Description): string {
  const { document } = description;
  const info = description.at("/info").value;
  // Its link to other documents has no name for those who do not see it.
  const content = {
    ...document,
    externalDocs: undefined,
    info: { ...info, summary: undefined, description: INTRODUCTION },
  };
  return JSON.stringify({ ...CONFIGURATION, customCss, servers: servers(description), content });
}

function html(title: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(playground.description)}">
<title>${escapeHtml(playground.title)} · ${escapeHtml(title)}</title>
${barHead("colorMode")}
</head>
<body>
${siteBar(playground)}
<noscript><p>The console needs JavaScript. <a href="operations.html">Every operation has a page that does not</a>.</p></noscript>
<div id="console"></div>
<script src="console.js"></script>
<script src="console-configuration.js"></script>
<script src="console-start.js"></script>
</body>
</html>
`;
}

/** The mock, the emulator, then the service at a host that the reader may type. */
function servers(description: Description): object[] {
  const hosts = serversOf(description).map(({ url }) => new URL(url).host);
  const service = {
    url: "https://{host}",
    description: "The service",
    variables: { host: { default: hosts[0], description: `Of your data center: ${hosts.join(", ")}` } },
  };
  return [
    local(MOCK_URL, "The mock on your machine", "mockPort"),
    local(EMULATOR_URL, "The emulator on your machine", "emulatorPort"),
    service,
  ];
}

/** The list of servers shows them by their variables, so that each has a name of its own. */
function local(url: string, description: string, variable: string): object {
  const { port, hostname } = new URL(url);
  return {
    url: `http://${hostname}:{${variable}}`,
    description,
    variables: { [variable]: { default: port, description: "Where it listens" } },
  };
}
