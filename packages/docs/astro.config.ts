import { satteri } from "@astrojs/markdown-satteri";
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import { externalStyles } from "./site/external-styles.ts";
import { RANKING } from "./site/ranking.ts";

/** Where the site is hosted, such as `https://docs.example.com`, and below which path: for links that need a whole URL. */
const { DOCS_SITE: site, DOCS_BASE: base = "/" } = process.env;

/** What code blocks are written in: the build is faster without the grammars of others. */
const LANGUAGES = ["sh", "ts", "python", "java", "php", "go", "csharp", "ruby", "json", "yaml"];

export default defineConfig({
  ...(site && { site }),
  base,
  srcDir: "./site",
  build: { format: "file" },
  // Nothing is to be scaled, and without this a library with binaries would be needed.
  image: { service: passthroughImageService() },
  markdown: { processor: satteri({ features: { gfm: true, smartPunctuation: false } }) },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: "Agora Chat OpenAPI",
      favicon: "/favicon.svg",
      disable404Route: false,
      credits: false,
      routeMiddleware: "./site/route-data.ts",
      customCss: ["./site/styles/theme.css", "./site/styles/content.css", "./site/styles/operation.css"],
      components: {
        Head: "./site/components/Head.astro",
        Header: "./site/components/Header.astro",
        ThemeProvider: "./site/components/ThemeProvider.astro",
        PageTitle: "./site/components/PageTitle.astro",
        EditLink: "./site/components/EditLink.astro",
        MobileMenuFooter: "./site/components/MobileMenuFooter.astro",
      },
      expressiveCode: {
        themes: ["github-dark", "github-light"],
        tabWidth: 0,
        shiki: { bundledLangs: LANGUAGES },
        styleOverrides: { borderRadius: "0.4rem" },
      },
      lastUpdated: false,
      pagefind: { ranking: RANKING },
    }),
    externalStyles(),
  ],
});
