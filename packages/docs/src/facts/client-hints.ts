import { type Operation, type Pagination, paginationsOf } from "@agora-chat-openapi/description";

/** What the client does about an operation's pages, batches and dangers, as paragraphs of Markdown. */
export function clientHints(operation: Operation): string[] {
  const { id, extensions } = operation;
  const { "x-batch": batch, "x-destructive": destructive } = extensions;
  const ways = paginationsOf(operation);
  return [
    ...(ways.length > 0
      ? [`${ways.map(nextOf).join(" ")} The client reads all pages with \`chat.${id}.items()\`.`]
      : []),
    ...(batch
      ? [
          `One call takes at most ${batch.max.toLocaleString("en")}${where(batch)}; \`chat.${id}.batch()\` of the client takes any number.`,
        ]
      : []),
    ...(destructive ? ["It removes more than the one thing it names, so the client asks for `confirm: true`."] : []),
  ];
}

const anyOf = new Intl.ListFormat("en", { type: "disjunction" });

/** How to get the next page. */
function nextOf({ style, page, cursor, size, next, when = [] }: Pagination): string {
  const names = when.map((name) => `\`${name}\``);
  const choice = names.length > 0 ? `With ${anyOf.format(names)} in the query, pages go by ${style}. ` : "";
  return `${choice}${cursor ? nextCursor(cursor, next) : nextPage(page)} \`${size}\` is the size of a page.`;
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
