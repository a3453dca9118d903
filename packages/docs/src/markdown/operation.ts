import { STATUS_CODES } from "node:http";
import {
  type Description,
  isTenantParameter,
  jsonContent,
  type MediaType,
  type Operation,
  serversOf,
} from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { type Block, box, escapeHtml, fence, inline, siteOnly, table, tabs } from "../blocks.ts";
import { badges } from "../facts/badges.ts";
import { clientHints } from "../facts/client-hints.ts";
import { type ErrorExample, errorsOf, messageOf } from "../facts/errors.ts";
import { boundsOf, type Field, fieldOf, fieldsOf } from "../facts/fields.ts";
import { code, schemaIn, targetOf, viewOf } from "../facts/schema-view.ts";
import {
  type ContentPage,
  consoleLink,
  decisions,
  errorPage,
  limits,
  linkTo,
  operationPage,
  referenceLink,
  type SitePage,
  statusCodes,
} from "../pages.ts";
import { sampleAnswer } from "../samples/request.ts";
import { samples } from "../samples/samples.ts";
import { availabilityBadge } from "./availability.ts";
import { decidedOperations } from "./decisions.ts";
import { exampleBlock } from "./example.ts";
import { fieldList } from "./field-list.ts";
import { linkOperations, mentioned } from "./operation-links.ts";
import { guidesOf } from "./related-guides.ts";
import { ruleSection } from "./rules.ts";

const PLACES = [
  ["path", "Path parameters"],
  ["query", "Query parameters"],
  ["header", "Headers"],
] as const;

/** All that the description says of an operation. */
export function operationContent(description: Description, operation: Operation): ContentPage {
  const page = operationPage(operation);
  const { file, line } = sourceOf(description).locate(operation.pointer);
  const blocks = [
    box("div", { class: "about" }, ...about(description, operation, page)),
    box(
      "div",
      { class: "samples" },
      ...sampleSection(operation),
      ...answerSection(description, operation),
      sampleHint(description, operation),
    ),
    box(
      "div",
      { class: "facts" },
      ...authentication(operation, page),
      ...PLACES.flatMap(([place, title]) => parameterSection(description, operation, place, title)),
      ...bodySection(description, operation),
      ...responseSection(description, operation),
      ...recordSection(description, operation),
      ...ruleSection(description, operation, page),
      ...errorSection(operation, page),
      ...relatedSection(description, operation, page),
    ),
  ];
  return { ...page, blocks: [box("div", { class: "operation" }, ...blocks)], source: { file: `spec/${file}`, line } };
}

function about(description: Description, operation: Operation, page: SitePage): Block[] {
  const { id, method, path, extensions } = operation;
  const alias = extensions["x-alias-of"];
  const facts = badges(operation).map(({ text, kind }) => {
    if (kind === "deprecated" && alias) return `**deprecated**: use [${alias}](${alias}.md)`;
    if (kind === "rate") return `[${text}](${linkTo(page, limits)})`;
    return ["deprecated", "destructive", "source"].includes(kind) ? `**${text}**` : text;
  });
  const synonyms = extensions["x-synonyms"] ?? [];
  return [
    inline(
      `<p class="endpoint"><strong class="method ${method.toLowerCase()}">${method}</strong> <code>${escapeHtml(path)}</code></p>`,
      `\`${method} ${path}\``,
    ),
    inline(`<p class="id"><code data-pagefind-weight="10">${id}</code></p>`, `\`${id}\``),
    facts.map((fact) => `- ${fact}`).join("\n"),
    linkOperations(description, operation.description.trim(), page, operation.id),
    ...clientHints(operation),
    synonyms.length > 0 &&
      inline(
        `<p class="synonyms" data-pagefind-weight="10">Also called: ${synonyms.map(escapeHtml).join(", ")}.</p>`,
        `Also called: ${synonyms.join(", ")}.`,
      ),
  ];
}

function sampleSection(operation: Operation): Block[] {
  const contents = samples(operation).map((sample) => ({
    label: sample.label,
    blocks: [fence(sample.language, sample.code, `frame="none"${sample.language === "sh" ? " wrap" : ""}`)],
  }));
  return ["## Request", tabs("language", contents)];
}

function sampleHint(description: Description, { responses }: Operation): Block {
  const address = serversOf(description)[0]?.url;
  const [status, response] = [...responses].find(([code]) => !code.startsWith("2")) ?? [];
  const [example] = jsonContent(response)?.examples.keys() ?? [];
  const prefer = example
    ? ` It gives any other answer on request: with \`Prefer: code=${status}, example=${example}\`, for instance.`
    : "";
  return inline(
    `<p class="sample-note">The samples talk to the mock.${prefer.replace(/`([^`]+)`/, "<code>$1</code>")} For your own app, choose it above under <strong>Samples for</strong>.</p>`,
    `The samples talk to the mock.${prefer} For your own app, put its host (\`${address}\`) in place of the mock's address, and your app token.`,
  );
}

/** The successful responses, beside the request: first the one that answers it. */
function answerSection(description: Description, operation: Operation): Block[] {
  const first = sampleAnswer(description, operation);
  const contents = [...operation.responses.values()]
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ status, content }) =>
      [...content.values()].flatMap((media) =>
        [...media.examples.values()]
          .toSorted((one, other) => Number(other === first) - Number(one === first))
          .map((example) => ({
            label: `${status} ${example.summary ?? example.name}`,
            blocks: [exampleBlock(example.value)],
          })),
      ),
    );
  return contents.length > 0 ? ["## Answer", tabs("answer", contents)] : [];
}

function authentication({ isOpen }: Operation, page: SitePage): Block[] {
  const guide = linkTo(page, { file: "guides/authentication.html" });
  const text = isOpen
    ? `None is needed. [How tokens work](${guide}).`
    : `An app token in the header \`Authorization: Bearer <app token>\`, over HTTPS only. [How to get one](${guide}).`;
  return ["## Authentication", text];
}

function parameterSection(description: Description, operation: Operation, place: string, title: string): Block[] {
  const fields = operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => {
      const { name, required, deprecated, example } = parameter;
      const own = {
        ...(parameter.description && { description: parameter.description }),
        ...(deprecated && { deprecated }),
      };
      const schema = { ...viewOf(description, schemaIn(description, parameter)), ...own };
      return fieldOf(description, { name, schema, required, example });
    });
  // Organization and app are the same for all operations, so that they come after what is this one's own.
  const rank = ({ name, required }: Field) => (isTenantParameter(name) ? 2 : required ? 0 : 1);
  const inOrder = fields.toSorted((one, other) => rank(one) - rank(other));
  return fields.length > 0 ? [`## ${title}`, fieldList({ fields: inOrder, choices: [] })] : [];
}

function bodySection(description: Description, { requestBody }: Operation): Block[] {
  if (!requestBody) return [];
  const contents = [...requestBody.content.values()].flatMap((media) =>
    bodyOf(description, media, requestBody.required),
  );
  return ["## Request body", requestBody.description?.trim(), ...contents];
}

function bodyOf(description: Description, media: MediaType, isRequired: boolean): Block[] {
  const view = viewOf(description, schemaIn(description, media));
  const fields = fieldsOf(description, view);
  const isChoice = fields.choices.length > 0;
  const facts = [
    code(media.name),
    ...(isRequired ? ["**required**"] : []),
    ...(isChoice ? [] : boundsOf(description, view)),
  ];
  const meaning = view.description?.trim() ?? (isChoice ? "One of these:" : "");
  const examples = [...media.examples.values()].map(({ name, summary, value }) => ({
    label: `${summary ?? name} (\`${name}\`)`,
    blocks: [exampleBlock(value)],
  }));
  return [
    `${facts.join(", ")}. ${meaning}`.trim(),
    fieldList(fields),
    ...(examples.length > 0 ? ["### Examples", folds(examples)] : []),
  ];
}

/** Contents that are shown one by one when they are asked for. */
function folds(contents: { label: string; blocks: Block[] }[]): Block {
  return box(
    "div",
    { class: "folds" },
    ...contents.map(({ label, blocks }) =>
      box(
        "details",
        {},
        inline(`<summary>${escapeHtml(label).replace(/`([^`]+)`/g, "<code>$1</code>")}</summary>`, `#### ${label}`),
        ...blocks,
      ),
    ),
  );
}

function responseSection(description: Description, { responses }: Operation): Block[] {
  return [...responses.values()]
    .filter(({ status }) => status.startsWith("2"))
    .flatMap((response) => [
      `## ${response.status} ${STATUS_CODES[response.status] ?? ""}`.trim(),
      response.description?.trim(),
      ...[...response.content.values()].flatMap((media) => [
        media.name === "application/json" ? undefined : code(media.name),
        fieldList(fieldsOf(description, schemaIn(description, media))),
        exampleNames(media),
      ]),
    ]);
}

function exampleNames({ examples }: MediaType): Block {
  const names = [...examples.keys()].map(code);
  return names.length > 1 && `Examples by name: ${names.join(", ")}.`;
}

/** The records of the file that the answer points to. */
function recordSection(description: Description, { extensions }: Operation): Block[] {
  const reference = extensions["x-file-record"];
  if (!reference) return [];
  const { description: meaning, ...schema } = viewOf(description, targetOf(description, reference));
  return ["## Records of the file", meaning?.trim(), fieldList(fieldsOf(description, schema))];
}

function errorSection(operation: Operation, page: SitePage): Block[] {
  const errors = errorsOf(operation);
  if (errors.length === 0) return [];
  const rows = errors.map((error) => [
    `[${error.status}](${linkTo(page, statusCodes)}#${error.status})`,
    errorName(error, page),
    condition(error),
    messageOf(error.example),
  ]);
  const meanings = [...operation.responses.values()]
    .filter(({ status, description = "" }) => !status.startsWith("2") && description)
    .map(({ status, description = "" }) => `- **${status}** ${description.trim().replaceAll("\n", " ")}`);
  return [
    "## Errors",
    box("div", { class: "table errors", tabindex: "0" }, table(["Status", "Code", "When", "The service says"], rows)),
    meanings.join("\n"),
  ];
}

/** The error's code; where the example is called otherwise, that name too, by which the mock can be asked for it. */
function errorName({ code: error, example }: ErrorExample, page: SitePage): string {
  const link = `[${code(error)}](${linkTo(page, errorPage(error))})`;
  return error === example.name ? link : `${link} (${code(example.name)})`;
}

function condition({ example, availability }: ErrorExample): string {
  const badge = availabilityBadge(availability);
  return `${example.summary ?? ""} ${badge.html}`.trim();
}

function relatedSection(description: Description, operation: Operation, page: SitePage): Block[] {
  const guides = guidesOf(description, operation).map((guide) => `[${guide.title}](${linkTo(page, guide)})`);
  const others = mentioned(description, operation).map((id) => `[${code(id)}](${id}.md)`);
  const lines = [
    guides.length > 0 && `- Guides: ${guides.join(", ")}`,
    others.length > 0 && `- Operations: ${others.join(", ")}`,
    decidedOperations(description).has(operation.id) &&
      `- [Where the sources disagree](${linkTo(page, decisions)}#${operation.id})`,
  ];
  return [
    "## Related",
    lines.filter(Boolean).join("\n"),
    siteOnly(
      `<p class="elsewhere"><a href="../${referenceLink(operation)}">In the reference on one page</a> · <a href="../${consoleLink(operation)}">Try it in the console</a> · <a href="${operation.id}.md">As Markdown</a></p>`,
    ),
  ];
}
