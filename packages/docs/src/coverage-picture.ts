import { type Description, groupOperations, type Operation } from "@agora-chat-openapi/description";
import { escapeHtml, slug } from "./html.ts";
import { operationsIndex } from "./pages.ts";

/** In the order in which they are drawn. */
const METHODS = ["GET", "PUT", "POST", "DELETE"];
/** Side of a square and distance to the next, in CSS pixels. */
const SIDE = 11;
const STEP = 14;
/** Squares in a row: fits a phone of 360 pixels. */
const ROW = 20;

/** The areas of the API, each operation a square in the colour of its method, as HTML with inline SVG. */
export function coveragePicture(description: Description): string {
  const areas = groupOperations(description).map(({ name, tags }) => {
    const operations = tags.flatMap(({ operations }) => operations);
    return `<dt><a href="${operationsIndex.file}#group-${slug(name)}">${escapeHtml(name)}</a></dt>
<dd>${squares(operations)}<span>${operations.length}</span></dd>`;
  });
  const used = METHODS.filter((method) => areas.some((area) => area.includes(`class="${method.toLowerCase()}"`)));
  const legend = used.map(
    (method) =>
      `<li><svg width="${SIDE}" height="${SIDE}" aria-hidden="true"><rect class="${method.toLowerCase()}" width="${SIDE}" height="${SIDE}" rx="2"/></svg> ${method}</li>`,
  );
  return `<dl class="coverage">\n${areas.join("\n")}\n</dl>\n<ul class="legend">${legend.join("\n")}</ul>`;
}

function squares(operations: Operation[]): string {
  const inOrder = METHODS.flatMap((method) => operations.filter((operation) => operation.method === method));
  const width = Math.min(ROW, inOrder.length) * STEP;
  const height = Math.ceil(inOrder.length / ROW) * STEP;
  const shapes = inOrder.map(
    ({ method }, index) =>
      `<rect class="${method.toLowerCase()}" x="${(index % ROW) * STEP}" y="${Math.floor(index / ROW) * STEP}" width="${SIDE}" height="${SIDE}" rx="2"/>`,
  );
  return `<svg role="img" aria-label="${inWords(inOrder)}" width="${width}" height="${height}">${shapes.join("")}</svg>`;
}

function inWords(operations: Operation[]): string {
  const count = (method: string) => operations.filter((operation) => operation.method === method).length;
  return METHODS.filter((method) => count(method) > 0)
    .map((method) => `${count(method)} ${method}`)
    .join(", ");
}
