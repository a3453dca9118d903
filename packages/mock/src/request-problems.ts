/** What is wrong with a request, in words. */
import type { MediaType } from "@agora-chat-openapi/description";
import type { Problem, ReadRequest } from "@agora-chat-openapi/description/validate";

/** An error that the mock responds with. */
export interface RequestError {
  status: number;
  /** The documented code, where it is not the usual one of its status. */
  code?: string;
  message: string;
}

/** A list of a hundred wrong names is wrong in one way. */
const MOST_SENTENCES = 10;

/** Why a body cannot be read, if it cannot. */
export function unreadableBody({ problems, media }: ReadRequest): RequestError | undefined {
  for (const { rule, message } of problems) {
    if (rule === "request/content-type") return { status: 415, message };
    if (rule === "request/body/unparsable") return { status: 400, ...parseCode(media), message };
  }
  return undefined;
}

function parseCode(media: MediaType | undefined): { code?: string } {
  return media?.isJson ? { code: "json_parse" } : {};
}

/**
 * What breaks the description, as an error. Prism has judged that something does; the sentences are those of the
 * description where it has any, which say what the nearest shape lacks and not what all of them lack.
 */
export function invalidRequest({ problems }: ReadRequest, violations: { message: string }[]): RequestError {
  const broken = problems.filter(isViolation);
  const sentences = broken.length > 0 ? broken.map(sentence) : violations.map(({ message }) => message);
  const distinct = [...new Set(sentences)];
  const more = distinct.length - MOST_SENTENCES;
  const shown = [...distinct.slice(0, MOST_SENTENCES), ...(more > 0 ? [`and ${more} more`] : [])];
  return { status: 400, message: shown.map((each) => `${each}.`).join(" ") };
}

/** The service takes what it does not know for nothing; so does Prism. */
function isViolation({ rule, keyword }: Problem): boolean {
  return keyword !== undefined || rule.endsWith("/missing");
}

function sentence({ rule, pointer, message }: Problem): string {
  if (!rule.startsWith("request/body/")) return message;
  return pointer === "" ? `body: ${message}` : `body ${pointer}: ${message}`;
}
