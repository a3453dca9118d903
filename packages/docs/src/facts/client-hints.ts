import type { Operation } from "@agora-chat-openapi/description";

/** What the client does about an operation's pages, batches and dangers, as paragraphs of Markdown. */
export function clientHints({ id, extensions }: Operation): string[] {
  const { "x-pagination": paging, "x-batch": batch, "x-destructive": destructive } = extensions;
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
    ...(destructive ? ["It removes more than the one thing it names, so the client asks for `confirm: true`."] : []),
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
