/** Tools that write TypeScript from the description; what they write must compile. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createClient } from "@hey-api/openapi-ts";
import { build } from "@kubb/core";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
import openapiTS, { astToString } from "openapi-typescript";
import { generate } from "orval";
import { DESCRIPTION, HERE, runProgram, type Tool } from "./tool.ts";

const OUT = `${HERE}generated`;

export const generators: Tool[] = [
  compiled("openapi-typescript", async (folder) => {
    const types = await openapiTS(new URL(`file://${DESCRIPTION}`));
    await writeFile(`${folder}/api.ts`, astToString(types));
  }),
  compiled("@hey-api/openapi-ts", async (folder) => {
    await createClient({
      input: DESCRIPTION,
      output: folder,
      plugins: ["@hey-api/client-fetch"],
      logs: { level: "silent" },
    });
  }),
  compiled("orval", async (folder) => {
    await generate({
      input: { target: DESCRIPTION },
      output: { target: `${folder}/api.ts`, client: "fetch", mode: "split" },
    });
  }),
  compiled("@kubb/core", async (folder) => {
    const { failedPlugins, error } = await build({
      config: {
        root: HERE,
        input: { path: DESCRIPTION },
        output: { path: folder, clean: true },
        plugins: [pluginOas({ validate: true }), pluginTs()],
      },
    });
    const [failed] = failedPlugins;
    if (failed || error) throw error ?? failed?.error;
  }),
];

/** A generator with its folder emptied before, and its code compiled after. */
function compiled(name: string, generateInto: (folder: string) => Promise<void>): Tool {
  const folder = `${OUT}/${name.replaceAll(/[^a-z-]/g, "_")}`;
  return {
    name,
    async run() {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await generateInto(folder);
      await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: COMPILER, include: ["."] }));
      await runProgram("typescript/lib/tsc.js", "--project", folder);
    },
  };
}

const COMPILER = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  allowImportingTsExtensions: true,
  types: [],
};
