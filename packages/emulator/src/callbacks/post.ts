/** Posts one body to a receiver. */

/** What came back, or why nothing did: in words that hold no part of the URL. */
export type Reply = { status: number; text: string } | { fault: string };

export interface PostOptions {
  /** Cuts it off. */
  signal: AbortSignal;
  /** The most characters of a response to read; more is a fault. Without it, none are read. */
  replyLength?: number;
}

/** Redirects are not followed: a signed body goes to no place but that of its rule. */
export async function post(url: string, body: object, { signal, replyLength }: PostOptions): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    const text = replyLength === undefined ? await discard(response) : await read(response, replyLength);
    return text === undefined
      ? { fault: `responded with more than ${replyLength} characters` }
      : { status: response.status, text };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

async function discard({ body }: Response): Promise<string> {
  await body?.cancel();
  return "";
}

/** Reads no further than it has to, so that a response without an end is none that takes forever. */
async function read({ body }: Response, most: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > most) return undefined;
  }
  return text + decoder.decode();
}

function faultOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return `did not respond: ${cause?.code ?? cause?.message ?? (error as Error).name}`;
}
