/** The console: Scalar's client, self-hosted, with the mock as the first server and nothing that calls elsewhere. */
import { readFileSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { type OpenAPI3, readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { escapeHtml } from "./html.ts";
import { playground } from "./pages.ts";
import { MOCK_URL } from "./samples.ts";
import { sharedTheme, siteBar, siteBarStyle } from "./site-bar.ts";

const BUNDLE = new URL(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));
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
  documentDownloadType: "none",
  hiddenClients: true,
  authentication: { preferredSecurityScheme: "appToken", securitySchemes: { appToken: { token: "any-token" } } },
};

const customCss = readFileSync(new URL("console.css", import.meta.url), "utf8");

const INTRODUCTION = `Open an operation and press **Test Request**: its example is filled in, and what you change is checked by the server.

**Server.** The first one is the mock, which \`pnpm start\` or \`npx @agora-chat-openapi/mock\` runs on your machine; any
token will do there. The second one is the service: enter the host of your app.

**Token.** It goes from this browser straight to the server and stays in the page's memory: reload, and it is gone. With
an app token everything in your app may be read and removed, so try destructive calls on the mock.`;

/** Writes `console.html` and the script it runs. */
export async function buildConsole(dist: URL): Promise<void> {
  await copyFile(SCRIPT, new URL("console.js", dist));
  await writeFile(new URL("console.html", dist), html(readDescription(BUNDLE)));
}

function html(description: OpenAPI3): string {
  const content = { ...description, info: { ...description.info, summary: undefined, description: INTRODUCTION } };
  const configuration = JSON.stringify({ ...CONFIGURATION, customCss, servers: servers(description), content });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(playground.description)}">
<title>${escapeHtml(playground.title)} · ${escapeHtml(description.info.title)}</title>
<link rel="icon" href="data:,">
<style>
${siteBarStyle}</style>
${sharedTheme("colorMode")}
</head>
<body>
${siteBar(playground)}
<noscript><p>The console needs JavaScript. <a href="operations/index.html">Every operation has a page that does not</a>.</p></noscript>
<div id="console"></div>
<script src="console.js"></script>
<script>
const configuration = ${configuration.replaceAll("<", "\\u003c")};
configuration.generateOperationSlug = ({ operationId }) => operationId;
Scalar.createApiReference("#console", configuration);
</script>
</body>
</html>
`;
}

/** The mock, then the service at a host that the reader may type. */
function servers({ servers = [] }: OpenAPI3): object[] {
  const hosts = servers.map(({ url }) => new URL(url).host);
  const service = {
    url: "https://{host}",
    description: "The service",
    variables: { host: { default: hosts[0], description: `Of your data center: ${hosts.join(", ")}` } },
  };
  const { port, hostname } = new URL(MOCK_URL);
  const mock = {
    url: `http://${hostname}:{port}`,
    description: "The mock on your machine",
    variables: { port: { default: port, description: "Where it listens" } },
  };
  return [mock, service];
}
