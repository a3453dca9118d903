#!/usr/bin/env node
import { parseArgs } from "node:util";
import { startMock } from "./start-mock.ts";

const USAGE = `usage: agora-chat-mock [--port 4010] [--host 127.0.0.1] [--dynamic] [--quiet]

Answers every call of the Agora Chat REST API with the examples of its description.

  --port     port to listen on (or the environment variable MOCK_PORT); 0 takes a free one
  --host     address to listen on; 0.0.0.0 opens the mock to other machines
  --dynamic  invent answers from the schemas in place of the examples
  --quiet    do not print a line for each request

A request may ask for a certain answer: Prefer: code=404, example=service_resource_not_found`;

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string" },
      dynamic: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
  } else {
    await run({ ...values, port: toPort(values.port ?? process.env["MOCK_PORT"] ?? "4010") });
  }
} catch (error) {
  fail(error as Error & { code?: string });
}

async function run(values: { port: number; host?: string; dynamic: boolean; quiet: boolean }): Promise<void> {
  const mock = await startMock({
    port: values.port,
    dynamic: values.dynamic,
    ...(values.host !== undefined && { host: values.host }),
    ...(!values.quiet && { log: (line: string) => console.log(line) }),
  }).catch((error: Error & { code?: string }) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new TypeError(`port ${values.port} is in use; choose another with --port or MOCK_PORT`);
  });
  console.log(`Agora Chat mock on ${mock.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void mock.close());
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new TypeError(`"${text}" is not a port; give a number from 0 to 65535`);
  return port;
}

function fail(error: Error & { code?: string }): never {
  console.error(`agora-chat-mock: ${error.message}`);
  if (error.code?.startsWith("ERR_PARSE_ARGS")) console.error(USAGE);
  process.exit(1);
}
