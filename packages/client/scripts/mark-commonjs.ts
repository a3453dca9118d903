/** Says of a folder of built files that they are CommonJS: `node mark-commonjs.ts <folder>`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: mark-commonjs.ts <folder>");
  process.exit(2);
}
writeFileSync(join(folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
