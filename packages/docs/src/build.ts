/** Makes what Astro makes the site of. Run by `pnpm build`. */
import { generate } from "./generate.ts";

try {
  generate();
} catch (error) {
  console.error(`build: ${(error as Error).message}`);
  process.exit(1);
}
