/** Writes the version of the package as code: `node write-version.ts <out.ts>`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [output] = process.argv.slice(2);
if (!output) {
  console.error("usage: write-version.ts <out.ts>");
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Generated from package.json; do not edit.\nexport const version = ${JSON.stringify(version)};\n`,
);
