/** The pages that are compared, each made of the same description into one folder. */
import { copyFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Operation } from "@agora-chat-openapi/description";
import { operationPage, referenceLink } from "../../../packages/docs/src/pages.ts";

export interface Viewer {
  name: string;
  /** Page below the folder. */
  page: string;
  /** The same page opened at an operation. */
  link: string;
  /** Where the operation's summary stands once it is in view. */
  heading: string;
}

const installed = (path: string) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

/** Writes the pages of the others, which load `openapi.json` as their guides tell; Redoc's is built before. */
export function writeViewers(folder: string, operation: Operation): Viewer[] {
  const copy = (path: string, name: string) => copyFileSync(installed(path), `${folder}/${name}`);
  const write = (name: string, head: string, body: string) =>
    writeFileSync(
      `${folder}/${name}`,
      `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
    );
  const tag = operation.tags[0] ?? "";
  const slug = tag.toLowerCase().replaceAll(" ", "-");

  copy("@scalar/api-reference/dist/browser/standalone.js", "scalar.js");
  write(
    "scalar.html",
    "",
    `<div id="app"></div><script src="scalar.js"></script><script>
Scalar.createApiReference("#app", { url: "openapi.json", generateOperationSlug: ({ operationId }) => operationId });</script>`,
  );
  copy("swagger-ui-dist/swagger-ui-bundle.js", "swagger.js");
  copy("swagger-ui-dist/swagger-ui.css", "swagger.css");
  write(
    "swagger.html",
    '<link rel="stylesheet" href="swagger.css">',
    `<div id="app"></div><script src="swagger.js"></script><script>
SwaggerUIBundle({ url: "openapi.json", dom_id: "#app", deepLinking: true });</script>`,
  );
  copy("@stoplight/elements/web-components.min.js", "elements.js");
  copy("@stoplight/elements/styles.min.css", "elements.css");
  write(
    "elements.html",
    '<link rel="stylesheet" href="elements.css"><script src="elements.js"></script>',
    '<elements-api apiDescriptionUrl="openapi.json" router="hash"></elements-api>',
  );

  const own = operationPage(operation).file;
  const ownLink = referenceLink(operation);
  return [
    { name: "this reference", page: "reference.html", link: ownLink, heading: "h2" },
    {
      name: "Redoc, default",
      page: "redoc.html",
      link: ownLink.replace("reference.html", "redoc.html"),
      heading: "h2",
    },
    { name: "Scalar", page: "scalar.html", link: `scalar.html#tag/${slug}/${operation.id}`, heading: "h1, h2, h3" },
    {
      name: "Swagger UI",
      page: "swagger.html",
      link: `swagger.html#/${encodeURIComponent(tag)}/${operation.id}`,
      heading: ".opblock.is-open .opblock-summary-description",
    },
    { name: "Elements", page: "elements.html", link: `elements.html#/operations/${operation.id}`, heading: "h1" },
    { name: "this page of one operation", page: own, link: own, heading: "h1" },
  ];
}
