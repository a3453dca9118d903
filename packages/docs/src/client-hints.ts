import type { Operation } from "@agora-chat-openapi/scripts/description.ts";

interface Extensions {
  "x-pagination"?: { page?: string; cursor?: string; size: string; next?: string };
  "x-batch"?: { in: string; field: string; max: number };
  "x-destructive"?: boolean;
  "x-idempotent"?: boolean;
  "x-synonyms"?: string[];
}

/** What the client does about an operation's pages, batches and dangers, as paragraphs of Markdown. */
export function clientHints({ id, object }: Operation): string[] {
  const { "x-pagination": paging, "x-batch": batch, ...more } = object as unknown as Extensions;
  return [
    ...(paging
      ? [
          `${paging.cursor ? nextCursor(paging.cursor, paging.next) : nextPage(paging.page)} \`${paging.size}\` is the size of a page. The client reads all pages with \`chat.${id}.items()\`.`,
        ]
      : []),
    ...(batch
      ? [
          `One call takes at most ${batch.max.toLocaleString("en")}${where(batch)}; \`chat.${id}.batch()\` of the client takes any number.`,
        ]
      : []),
    ...(more["x-destructive"]
      ? ["It removes more than the one thing it names, so the client asks for `confirm: true`."]
      : []),
    ...(more["x-idempotent"] === false
      ? ["Each call does something else, so the client never repeats it: after a lost response, look first."]
      : []),
    ...(more["x-synonyms"]
      ? [`Also looked for as ${more["x-synonyms"].map((name) => `\`${name}\``).join(", ")}.`]
      : []),
  ];
}

function nextCursor(parameter: string, pointer = ""): string {
  const field = pointer.slice(1).replaceAll("/", ".");
  return `For the next page pass \`${field}\` of the answer as \`${parameter}\`.`;
}

function nextPage(parameter = ""): string {
  return `For the next page add one to \`${parameter}\`.`;
}

function where({ in: place, field }: { in: string; field: string }): string {
  if (field === "") return " in its body";
  return ` in \`${field}\`${place === "body" ? "" : ", joined by commas"}`;
}
