#!/usr/bin/env node
import { createRequire } from "node:module";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const program = new Command("agora-chat-mock")
  .description("Responds to every call of the Agora Chat REST API with the examples of its description.")
  .version(version)
  .addOption(
    new Option("--port <number>", "port to listen on; 0 takes a free one")
      .env("MOCK_PORT")
      .default(4010)
      .argParser(toPort),
  )
  .option("--host <address>", "address to listen on; 0.0.0.0 opens the mock to other machines", "127.0.0.1")
  .option("--allow-host <name...>", "further names by which the mock may be called, such as host.docker.internal")
  .option("--allow-origin <origin...>", "further origins whose pages may call it, such as https://docs.example.com")
  .option("--dynamic", "invent responses from the schemas in place of the examples", false)
  .option("--quiet", "do not print a line for each request", false)
  .addHelpText(
    "after",
    [
      "",
      "A request may ask for a certain response: Prefer: code=404, example=service_resource_not_found",
      "POST /_mock/callbacks/{name} sends a callback to your server; GET /_mock/callbacks lists them.",
    ].join("\n"),
  )
  .action(run);

await program.parseAsync().catch((error: NodeJS.ErrnoException) => {
  const advice = error.code === "EADDRINUSE" ? "; choose another with --port or MOCK_PORT" : "";
  program.error(`error: ${error.message}${advice}`);
});

type Options = ReturnType<typeof program.opts>;

async function run({ port, host, allowHost = [], allowOrigin = [], dynamic, quiet }: Options): Promise<void> {
  // Who reads the output may go, such as `head -1`; the mock stays.
  process.stdout.on("error", () => {});
  // Prism takes a second to load, which --help and a mistake need not wait for.
  const { startMock } = await import("./start-mock.ts");
  const mock = await startMock({
    port,
    host,
    dynamic,
    allowHosts: allowHost,
    allowOrigins: allowOrigin,
    ...(!quiet && { log: (line: string) => console.log(line) }),
  });
  console.log(`Agora Chat mock on ${mock.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.close());
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("Give a number from 0 to 65535.");
  return port;
}
