/** Tools that read the description: a linter and three parsers. */
import { readFile } from "node:fs/promises";
import SwaggerParser from "@apidevtools/swagger-parser";
import { validate } from "@scalar/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { DESCRIPTION, runProgram, type Tool } from "./tool.ts";

export const linters: Tool[] = [
  {
    name: "@stoplight/spectral-cli",
    run: () =>
      runProgram("@stoplight/spectral-cli/dist/index.js", "lint", "--quiet", "--ruleset", "spectral.yaml", DESCRIPTION),
  },
];

export const parsers: Tool[] = [
  {
    name: "@apidevtools/swagger-parser",
    async run() {
      await SwaggerParser.validate(DESCRIPTION);
    },
  },
  {
    name: "@scalar/openapi-parser",
    async run() {
      const { valid, errors } = await validate(await readFile(DESCRIPTION, "utf8"));
      if (!valid) throw new Error(JSON.stringify(errors, null, 2));
    },
  },
  {
    name: "@seriousme/openapi-schema-validator",
    async run() {
      const { valid, errors } = await new Validator().validate(DESCRIPTION);
      if (!valid) throw new Error(JSON.stringify(errors, null, 2));
    },
  },
];
