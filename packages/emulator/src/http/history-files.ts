/** Serves the files of history, which are made of the messages when somebody reads them. */
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, StreamedResponse } from "@agora-chat-openapi/http";
import { historyFile, recordsOf } from "../domain/history.ts";
import type { Apps } from "../store/apps.ts";
import type { Message } from "../world/messages.ts";

/** How many records are packed before others have their turn. */
const AT_ONCE = 200;

export function createHistoryFiles(apps: Apps): (request: HttpRequest) => Promise<StreamedResponse> {
  return async ({ method, url }) => {
    const { path, search } = splitUrl(url);
    const [, , org = "", name = "", file = ""] = path.split("/").map(decodeURIComponent);
    const app = method === "GET" ? await apps.find({ org, app: name }) : undefined;
    const found = await app?.call((world) => ({
      messages: historyFile(world, file.replace(/\.gz$/, ""), new URLSearchParams(search)),
      usernames: [...world.users.list()].map(({ key }) => key),
    }));
    if (!found?.messages) return refused();
    const body = Readable.from(linesOf(found.messages, found.usernames), { objectMode: false }).pipe(createGzip());
    return { status: 200, headers: { "content-type": "application/gzip" }, body };
  };
}

function* linesOf(messages: readonly Message[], usernames: readonly string[]): Generator<string> {
  let lines = "";
  let count = 0;
  for (const message of messages) {
    for (const record of recordsOf(message, usernames)) {
      lines += `${JSON.stringify(record)}\n`;
      if (++count % AT_ONCE === 0) {
        yield lines;
        lines = "";
      }
    }
  }
  yield lines;
}

function refused(): StreamedResponse {
  const error = "the URL has expired, or is not one that getMessageHistory has given";
  return { status: 403, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) };
}
