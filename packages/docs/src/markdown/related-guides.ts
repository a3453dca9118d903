import { isDownload } from "@agora-chat-openapi/codegen/curl-call.ts";
import { type Description, MULTIPART, type Operation } from "@agora-chat-openapi/description";
import { type Guide, listGuides } from "../pages.ts";

/** Which operations a guide is for, by the guide's file. */
const SUBJECTS: Record<string, (operation: Operation) => boolean> = {
  "guides/paging.html": ({ extensions }) => extensions["x-pagination"] !== undefined,
  "guides/batches-and-rates.html": ({ extensions }) => extensions["x-batch"] !== undefined,
  "guides/files.html": (operation) =>
    operation.requestBody?.content.has(MULTIPART) || isDownload(operation) || operation.tags.includes("Messages"),
  "guides/authentication.html": ({ isOpen }) => isOpen,
  "guides/roles.html": ({ tags }) => tags.some((tag) => /^Chat (group|room)|^Thread/.test(tag)),
  "guides/errors-and-retries.html": () => true,
};

/** Read once for each description, which is read anew when anything changes. */
const known = new WeakMap<Description, Guide[]>();

/** The guides that help with an operation. */
export function guidesOf(description: Description, operation: Operation): Guide[] {
  const guides = known.get(description) ?? listGuides();
  known.set(description, guides);
  return guides.filter(({ file }) => SUBJECTS[file]?.(operation));
}
