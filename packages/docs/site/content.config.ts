import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { z } from "astro/zod";

/** Where a page is written: shown, and linked to, at its end. */
const source = z.object({ file: z.string(), line: z.number().optional() }).optional();

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({ extend: z.object({ source, searchWeight: z.number().optional() }) }),
  }),
};
